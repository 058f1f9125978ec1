import assert from "node:assert/strict";
import { SETTINGS } from "../../lib/finder/finder_settings.ts";
import { readingOrder } from "../../lib/finder/reading_order.ts";

/** Characters 20 high whose middles lie at the given places; a name each. */
const marks = (...places: [name: string, x: number, y: number, size?: number][]) =>
  places.map(([name, x, y, size = 20]) => ({
    name,
    x,
    y,
    size,
    box: { x: x - size / 4, y: y - size / 2, width: size / 2, height: size },
  }));
const names = (places: ReturnType<typeof marks>) =>
  readingOrder(places).map((row) => row.map(({ name }) => name).join(""));

Deno.test("readingOrder() gives rows from top to bottom, each from left to right", () => {
  assert.deepEqual(
    names(marks(["d", 30, 60], ["b", 30, 21], ["a", 10, 20], ["c", 10, 62])),
    ["ab", "cd"],
  );
});

Deno.test("readingOrder() follows a row that slopes", () => {
  const slope = Array.from({ length: 9 }, (_, i) => [String(i), 20 * i, 100 - 8 * i] as const);
  assert.deepEqual(
    names(marks(...slope.map(([name, x, y]) => [name, x, y] as [string, number, number]))),
    [
      "012345678",
    ],
  );
});

Deno.test("readingOrder() keeps the rows of a grid apart of which most cells are empty", () => {
  const cells = [["a", 4, 0], ["b", 5, 0], ["c", 2, 1], ["d", 5, 2], ["e", 4, 5]] as const;
  const grid = cells.map(([name, column, row]) =>
    [name, 28 * column, 28 * row] as [string, number, number]
  );
  assert.deepEqual(names(marks(...grid)), ["ab", "c", "d", "e"]);
});

/** Characters by their boxes: those that were found or drawn in pictures. */
const boxes = (text: string, ...places: [x: number, y: number, width: number, height: number][]) =>
  Array.from(text, (name, i) => {
    const [x, y, width, height] = places[i];
    return {
      name,
      x: x + width / 2,
      y: y + height / 2,
      size: height,
      box: { x, y, width, height },
    };
  });

// deno-fmt-ignore
const uneven = {
  "ends in a small, raised digit": boxes("6108511",
    [33, 25, 13, 21], [57, 27, 12, 25], [74, 24, 16, 22], [102, 24, 11, 18], [118, 10, 20, 32],
    [146, 43, 8, 20], [165, 15, 8, 25]),
  "begins with a digit that hangs low": boxes("7098461457",
    [26, 164, 18, 30], [54, 143, 21, 23], [83, 134, 20, 30], [113, 120, 30, 40], [150, 113, 16, 32],
    [176, 106, 29, 44], [212, 46, 34, 75], [252, 69, 23, 39], [283, 79, 42, 38], [332, 81, 43, 35]),
  "falls, then rises": boxes("0757579714",
    [5, 50, 38, 43], [51, 64, 20, 26], [87, 76, 16, 26], [118, 77, 26, 30], [154, 24, 54, 50],
    [225, 68, 37, 47], [271, 46, 39, 48], [326, 40, 36, 47], [371, 21, 11, 83], [393, 30, 24, 27]),
};

for (const [name, row] of Object.entries(uneven)) {
  Deno.test(`readingOrder() keeps a row together that ${name}`, () => {
    assert.deepEqual(names(row), [row.map((mark) => mark.name).join("")]);
  });
}

Deno.test("readingOrder() swaps no neighbours where a row falls", () => {
  // deno-fmt-ignore
  const row = boxes("0094698133",
    [7, 10, 25, 22], [35, 4, 24, 27], [62, 27, 11, 16], [76, 39, 9, 11], [88, 37, 8, 12],
    [97, 49, 9, 12], [107, 42, 12, 12], [124, 50, 5, 15], [133, 45, 13, 18], [150, 59, 7, 10]);
  assert.equal(names(row).join(""), "0094698133");
});

Deno.test("readingOrder() keeps two short lines apart, one of them indented", () => {
  // deno-fmt-ignore
  const page = boxes("61122",
    [236, 303, 39, 56], [292, 297, 14, 63],
    [106, 368, 30, 69], [148, 379, 74, 58], [236, 374, 66, 66]);
  assert.deepEqual(names(page), ["61", "122"]);
});

Deno.test("readingOrder() keeps two lines apart that climb", () => {
  // deno-fmt-ignore
  const page = boxes("97870309893997",
    [7, 137, 21, 32], [35, 136, 24, 29], [103, 107, 26, 39],
    [35, 182, 25, 30], [95, 170, 17, 25], [115, 159, 27, 30], [148, 157, 18, 25], [173, 140, 21, 35],
    [204, 136, 23, 33], [266, 116, 23, 32], [297, 113, 13, 29], [318, 111, 20, 24], [344, 97, 16, 34],
    [367, 91, 21, 32]);
  assert.deepEqual(names(page), ["978", "70309893997"]);
});

Deno.test("readingOrder() leaves a digit alone in its line, between lines with wide gaps", () => {
  // deno-fmt-ignore
  const page = boxes("83767782716665",
    [6, 87, 40, 44], [119, 71, 24, 45], [154, 68, 36, 42], [203, 68, 14, 34], [295, 54, 32, 38],
    [334, 48, 31, 41], [369, 50, 21, 34],
    [13, 159, 37, 33],
    [21, 211, 27, 37], [70, 212, 9, 34], [101, 201, 26, 36], [209, 193, 18, 33], [244, 179, 20, 33],
    [335, 164, 32, 36]);
  assert.deepEqual(names(page), ["8376778", "2", "716665"]);
});

Deno.test("readingOrder() keeps a point at the foot, and a hanging digit, in their row", () => {
  assert.deepEqual(names(marks(["3", 10, 20], [".", 22, 29, 3], ["9", 34, 26])), ["3.9"]);
});

Deno.test("readingOrder() reads a column from top to bottom", () => {
  assert.deepEqual(names(marks(["1", 10, 10], ["2", 11, 36], ["3", 9, 62])), ["1", "2", "3"]);
});

Deno.test("readingOrder() lets no faint part draw a character away from its row", () => {
  const eight = { name: "8", x: 92, box: { x: 77, y: 52, width: 31, height: 37 } };
  const one = { name: "1", x: 129, box: { x: 121, y: 24, width: 15, height: 53 } };
  const top = { name: "'", x: 128, box: { x: 124, y: 24, width: 8, height: 12 } };
  const rows = (isSure?: (mark: typeof top) => boolean) =>
    readingOrder([eight, one, top], SETTINGS, isSure).map((row) =>
      row.map(({ name }) => name).join("")
    );
  assert.deepEqual(rows((mark) => mark !== top), ["8'1"]);
  assert.deepEqual(rows(), ["'1", "8"]);
});

Deno.test("readingOrder() of nothing is nothing", () => {
  assert.deepEqual(readingOrder([]), []);
});
