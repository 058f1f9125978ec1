import assert from "node:assert/strict";
import { eraseStrokes } from "../../../lib/server/page/erase_strokes.js";

const bar = { width: 10, points: [[0, 0, 0.5], [100, 0, 0.5]] };
const other = { width: 10, points: [[0, 50, 0.5], [100, 50, 0.5]] };

Deno.test("eraseStrokes cuts a stroke in two and leaves what it does not touch", () => {
  const [left, right, untouched] = eraseStrokes([bar, other], [50, -20], [50, 20], 5);
  assert.equal(untouched, other);
  const xs = (stroke: typeof bar) => stroke.points.map(([x]) => x);
  assert.equal(Math.min(...xs(left)), 0);
  assert.ok(Math.max(...xs(left)) <= 40 && Math.max(...xs(left)) > 35);
  assert.ok(Math.min(...xs(right)) >= 60 && Math.max(...xs(right)) === 100);
});

Deno.test("eraseStrokes takes a dot away, and gives the same strokes where nothing is touched", () => {
  const dot = { width: 10, points: [[10, 10, 0.5]] };
  assert.deepEqual(eraseStrokes([dot], [12, 12], [12, 12], 5), []);
  const strokes = [bar, dot];
  assert.equal(eraseStrokes(strokes, [50, 90], [60, 90], 5), strokes);
});
