import assert from "node:assert/strict";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { drawPhoto } from "../../lib/dataset/photos.ts";
import { ImageError } from "../../lib/errors.ts";
import { darkness } from "../../lib/image/darkness.ts";
import { drawBoxes } from "../../lib/image/draw_boxes.ts";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { findInk } from "../../lib/image/find_ink.ts";
import { findPaper } from "../../lib/image/find_paper.ts";
import { findWriting, writtenInk } from "../../lib/image/find_writing.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";
import { close, dilate, erode, open } from "../../lib/image/morphology.ts";
import { removeLines } from "../../lib/image/remove_lines.ts";
import { findSeams } from "../../lib/image/seams.ts";
import { createRandom } from "../../lib/random.ts";
import { difference, five } from "./pictures.ts";

const SIDE = 256;

/** A five of 100 pixels in the middle of a sheet, its ink as dark as `pen`, the sheet as `light` says. */
function sheet(
  { pen = 0.8, light = () => 1, width = SIDE }: {
    pen?: number;
    light?: (x: number, y: number) => number;
    width?: number;
  } = {},
): GrayImage {
  const digit = five(160);
  const data = new Float32Array(width * SIDE);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - 48, y - 48];
      const ink = u >= 0 && v >= 0 && u < 160 && v < 160 ? digit.data[v * 160 + u] : 0;
      data[y * width + x] = 1 - 0.95 * light(x, y) * (1 - pen * ink);
    }
  }
  return { width, height: SIDE, data };
}

function invert(image: GrayImage): GrayImage {
  return { ...image, data: image.data.map((value) => 1 - value) };
}

/** The pieces that a picture's writing is made of. */
function piecesOf(image: GrayImage) {
  return findWriting(findInk(image)).lines.flatMap(({ pieces }) => pieces);
}

/** Asserts that the five's box alone was found, give or take some pixels. */
function assertFive(image: GrayImage, slack = 4) {
  const boxes = piecesOf(image).map(({ box }) => box);
  assert.equal(boxes.length, 1, JSON.stringify(boxes));
  const [expected] = piecesOf(sheet()).map(({ box }) => box);
  for (const side of ["x", "y", "width", "height"] as const) {
    assert.ok(Math.abs(boxes[0][side] - expected[side]) <= slack, JSON.stringify(boxes[0]));
  }
}

Deno.test("dilate() and erode() agree with their definition for every size", () => {
  const random = createRandom(1);
  const image = { width: 9, height: 7, data: new Float32Array(63).map(() => random.uniform(0, 1)) };
  for (const size of [1, 3, 5, 11]) {
    for (const [transform, choose] of [[dilate, Math.max], [erode, Math.min]] as const) {
      const { data } = transform(image, size);
      for (let y = 0; y < 7; y++) {
        for (let x = 0; x < 9; x++) {
          const near = [];
          for (let v = Math.max(0, y - (size >> 1)); v <= Math.min(6, y + (size >> 1)); v++) {
            for (let u = Math.max(0, x - (size >> 1)); u <= Math.min(8, x + (size >> 1)); u++) {
              near.push(image.data[v * 9 + u]);
            }
          }
          assert.equal(data[y * 9 + x], choose(...near));
        }
      }
    }
  }
});

Deno.test("close() fills dark gaps that the square does not fit into, open() takes light ones", () => {
  const row = { width: 9, height: 1, data: Float32Array.of(1, 1, 0, 1, 1, 0, 0, 0, 0) };
  assert.deepEqual([...close(row, 3).data], [1, 1, 1, 1, 1, 0, 0, 0, 0]);
  assert.deepEqual([...open(invert(row), 3).data], [0, 0, 0, 0, 0, 1, 1, 1, 1]);
});

Deno.test("findPaper() tells dark ink from light, with a desk beside the sheet too", () => {
  const desk = (x: number) => x < 30 ? 0.1 : 1;
  for (const picture of [sheet(), sheet({ light: desk }), five(28)]) {
    assert.equal(findPaper(picture).lightInk, false);
    assert.equal(findPaper(invert(picture)).lightInk, true);
  }
});

Deno.test("findInk() gives the same ink under a slope of light as on even paper", () => {
  const even = findInk(sheet());
  const sloped = findInk(sheet({ light: (x, y) => 1 - 0.6 * (x + y) / (2 * SIDE) }));
  assert.ok(difference(even, sloped) < 0.01, String(difference(even, sloped)));
});

Deno.test("findInk() refuses paper with grain alone, and paper without any", () => {
  const random = createRandom(1);
  const grain = sheet({ pen: 0 });
  for (let i = 0; i < grain.data.length; i++) grain.data[i] += 0.05 + 0.02 * random.normal();
  for (const picture of [grain, sheet({ pen: 0 })]) {
    assert.throws(() => findInk(picture), (error) => {
      assert.ok(error instanceof ImageError);
      assert.equal(error.code, "no-ink");
      return true;
    });
  }
});

Deno.test("findInk() finds the faint five in grain", () => {
  const random = createRandom(2);
  const picture = sheet({ pen: 0.25 });
  for (let i = 0; i < picture.data.length; i++) {
    picture.data[i] = Math.max(0, picture.data[i] + 0.02 * random.normal());
  }
  assertFive(picture);
});

Deno.test("findWriting() drops a frame, the desk and a shadow", () => {
  assertFive(sheet({
    light: (x, y) => {
      const side = Math.max(Math.abs(x - 128), Math.abs(y - 128));
      return side > 85 && side < 89 ? 0.3 : 1;
    },
  }));
  assertFive(sheet({ light: (x) => x < 30 ? 0.1 : 1 }));
  assertFive(sheet({ light: (x, y) => x + y < 220 ? 0.6 : 1 }));
});

Deno.test("findWriting() takes a box without anything in it for no writing, askew too", () => {
  for (const lean of [0, 12]) {
    const corners = [[60, 60 + lean], [190, 60], [190 - lean, 180], [60 - lean, 180 + lean]];
    const points = [...corners, corners[0]].map(([x, y]) => ({ x, y }));
    // Closed, and with one side gone.
    for (const stroke of [points, points.slice(1)]) {
      const box = drawStrokes([stroke], { width: SIDE, height: SIDE, pen: 3 });
      assert.equal(piecesOf(box).length, 0);
    }
  }
});

Deno.test("findWriting() takes the finger of a hand's shadow for no writing", () => {
  const isHand = (x: number, y: number) => x > 100 && y > 150;
  const isFinger = (x: number, y: number) => x > 150 && x < 164 && y > 80;
  const light = (x: number, y: number) => isHand(x, y) || isFinger(x, y) ? 0.6 : 1;
  const ink = findInk(sheet({ pen: 0, light }));
  assert.ok(ink.data[120 * SIDE + 157] > 0.5);
  assert.equal(findWriting(ink).lines.length, 0);
});

Deno.test("findWriting() keeps what is as dark as the desk beside its sheet", () => {
  assertFive(sheet({ pen: 0.7, light: (x) => x < 70 ? 0.3 : 1 }));
});

Deno.test("findWriting() takes the ends of printed lines at a side of the picture for no writing", () => {
  const isCorner = (x: number, y: number) => Math.abs(x - 256 + (y - 170) * 0.07) < 1.5;
  const squares = sheet({
    pen: 0,
    light: (x, y) => y % 60 < 3 || x % 60 < 3 || isCorner(x, y) ? 0.7 : 1,
  });
  assert.equal(piecesOf(squares).length, 0);
});

Deno.test("findWriting() takes the strongest grain of rough paper for no writing", async () => {
  const digits = await loadMnist("test");
  for (const seed of [60004, 60652, 60691]) {
    const random = createRandom(seed);
    const { picture, troubles } = drawPhoto({ digits, kind: "empty", strength: "medium", random });
    assert.ok(troubles.includes("paperTexture"));
    assert.equal(piecesOf({ ...picture, data: darkness(picture.data, 3) }).length, 0);
  }
});

Deno.test("findWriting() leaves out digits that are too low to read", () => {
  const heights = [12, 20, 40].map((size) => {
    const data = new Float32Array(200 * 100);
    five(size).data.forEach((ink, i) => {
      data[(20 + Math.floor(i / size)) * 200 + 20 + i % size] = ink;
    });
    return findWriting(findInk({ width: 200, height: 100, data })).lines.length;
  });
  assert.deepEqual(heights, [0, 1, 1]);
});

Deno.test("findWriting() keeps a thin nought, which is round", () => {
  const nought = Array.from({ length: 41 }, (_, i) => {
    return { x: 128 + 40 * Math.cos(i * Math.PI / 20), y: 128 + 60 * Math.sin(i * Math.PI / 20) };
  });
  assert.equal(piecesOf(drawStrokes([nought], { width: SIDE, height: SIDE, pen: 3 })).length, 1);
});

Deno.test("findWriting() keeps the faint half of a stroke with the strong one", () => {
  // As a shaken camera sees them: what runs along the movement is dark, the rest is faint.
  const four = {
    dark: [[100, 80, 80, 140], [140, 80, 140, 190]],
    faint: [[80, 140, 160, 140]],
    ink: 0.35,
  };
  const seven = { dark: [[80, 80, 140, 80]], faint: [[140, 80, 100, 190]], ink: 0.45 };
  for (const { dark, faint, ink: fainter } of [four, seven]) {
    const data = new Float32Array(SIDE * SIDE);
    for (const [ink, lines] of [[fainter, faint], [0.9, dark]] as const) {
      for (const [x, y, u, v] of lines) {
        const stroke = [[{ x, y }, { x: u, y: v }]];
        const drawn = drawStrokes(stroke, { width: SIDE, height: SIDE, pen: 8 });
        drawn.data.forEach((value, i) => data[i] = Math.max(data[i], ink * value));
      }
    }
    const pieces = piecesOf({ width: SIDE, height: SIDE, data });
    assert.equal(pieces.length, 1);
    assert.ok(pieces[0].box.height > 100);
  }
});

Deno.test("findWriting() finds the lines from top to bottom and their pieces from left to right", () => {
  const digit = five(80);
  const data = new Float32Array(400 * 240);
  for (const [left, top] of [[300, 130], [10, 10], [120, 12], [40, 128]]) {
    digit.data.forEach((ink, i) => data[(top + Math.floor(i / 80)) * 400 + left + i % 80] = ink);
  }
  const { lines } = findWriting(findInk({ width: 400, height: 240, data }));
  const lefts = lines.map(({ pieces }) => pieces.map(({ box }) => Math.floor(box.x / 100)));
  assert.deepEqual(lefts, [[0, 1], [0, 3]]);
});

Deno.test("findWriting() keeps a low digit in its row, however far from the others", () => {
  const data = new Float32Array(400 * 240);
  for (const [left, top, size] of [[40, 10, 80], [300, 10, 80], [300, 130, 80], [40, 160, 36]]) {
    five(size).data.forEach((ink, i) => {
      data[(top + Math.floor(i / size)) * 400 + left + i % size] = ink;
    });
  }
  const { lines } = findWriting(findInk({ width: 400, height: 240, data }));
  assert.deepEqual(lines.map(({ pieces }) => pieces.length), [2, 2]);
});

Deno.test("writtenInk() holds the writing, not what was dropped", () => {
  const framed = sheet({ light: (x) => x < 30 ? 0.1 : 1 });
  const { width, data } = writtenInk(findWriting(findInk(framed)));
  assert.ok(data.every((ink, i) => i % width >= 32 || ink === 0));
  assert.ok(data.some((ink) => ink > 0.9));
});

Deno.test("removeLines() takes ruled lines off and leaves the five", () => {
  const ruled = sheet({ light: (x, y) => (y + Math.round(x / 40)) % 40 < 2 ? 0.6 : 1 });
  assertFive(ruled, 6);
});

Deno.test("removeLines() takes off squares askew, whose lines leave by all four sides", () => {
  const squares = sheet({
    light: (x, y) => {
      const [u, v] = [x + 0.1 * y, y - 0.1 * x];
      return (u + 300) % 40 < 2 || (v + 300) % 40 < 2 ? 0.75 : 1;
    },
  });
  assertFive(squares, 6);
});

Deno.test("removeLines() takes off squares that end with their sheet", () => {
  const squares = sheet({
    light: (x, y) => {
      if (y < 30 || y > 236) return 0.3;
      return x % 40 < 2 || y % 40 < 2 ? 0.4 : 1;
    },
  });
  assertFive(squares, 6);
});

Deno.test("removeLines() takes off lines where they are thicker too", () => {
  const data = new Float32Array(SIDE * SIDE).map((_, i) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const isBlot = x % 60 < 9;
    return (y + 20) % 60 < (isBlot ? 5 : 2) ? isBlot ? 0.33 : 0.3 : 0.05;
  });
  const ink = findInk({ width: SIDE, height: SIDE, data });
  assert.ok(ink.data.some((value) => value > 0.1));
  assert.ok(removeLines(ink, 0.1).data.every((value) => value <= 0.1));
});

Deno.test("removeLines() gives a picture without lines back as it is", () => {
  const ink = findInk(sheet());
  assert.equal(removeLines(ink, 0.1), ink);
});

Deno.test("findSeams() parts two bars that a thin bridge joins, between them", () => {
  const [left, right] = [6, 66].map((x) => [{ x, y: 6 }, { x, y: 106 }]);
  const bridge = [{ x: 6, y: 60 }, { x: 66, y: 60 }];
  const bars = drawStrokes([left, right], { width: 72, height: 112, pen: 12 });
  const line = drawStrokes([bridge], { width: 72, height: 112, pen: 4 });
  const data = bars.data.map((ink, i) => Math.max(ink, line.data[i]));
  const seams = findSeams({ ...bars, data }, 5);
  const best = seams.reduce((a, b) => a.ink < b.ink ? a : b);
  assert.ok(best.columns.every((x) => x > 12 && x < 60), JSON.stringify(best.columns));
  assert.ok(best.ink > 0.02 && best.ink < 0.08, String(best.ink));
});

Deno.test("findSeams() comes to an end on a picture of one grey", () => {
  const grey = { width: 40, height: 60, data: new Float32Array(2400).fill(0.25) };
  assert.ok(findSeams(grey, 3).length <= 3);
});

Deno.test("drawBoxes() frames a box outside its ink", () => {
  const blank = { width: 10, height: 10, data: new Float32Array(100) };
  const { data } = drawBoxes(blank, [{ x: 3, y: 4, width: 2, height: 2 }]);
  const row = (y: number) => [...data.subarray(10 * y, 10 * y + 10)].map(Math.round).join("");
  assert.deepEqual([row(2), row(3), row(4)], ["0000000000", "0011110000", "0010010000"]);
});
