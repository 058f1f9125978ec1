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
