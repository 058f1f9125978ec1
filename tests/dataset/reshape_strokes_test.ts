import assert from "node:assert/strict";
import { fitStrokes, leanStrokes, slantOf } from "../../lib/dataset/reshape_strokes.ts";

Deno.test("leanStrokes() by slantOf() sets slanted strokes upright", () => {
  const slanted = [[{ x: 1, y: 0 }, { x: 0.5, y: 1 }, { x: 0, y: 2 }]];
  const [upright] = leanStrokes(slanted, { shear: slantOf(slanted), turn: 0 });
  assert.deepEqual(upright.map(({ x }) => x), [1, 1, 1]);
  assert.equal(slantOf([[{ x: 0, y: 1 }, { x: 2, y: 1 }]]), 0);
});

Deno.test("fitStrokes() brings strokes to their size and place", () => {
  const fitted = fitStrokes([[{ x: 1, y: 1 }, { x: 2, y: 3 }]], 10, (length) => 20 + length);
  assert.deepEqual(fitted, [[{ x: 22.5, y: 25 }, { x: 27.5, y: 35 }]]);
});

Deno.test("fitStrokes() brings a dot to its place", () => {
  assert.deepEqual(fitStrokes([[{ x: 1, y: 1 }]], 10, () => 20), [[{ x: 20, y: 20 }]]);
});
