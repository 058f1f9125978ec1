import assert from "node:assert/strict";
import { secondsTo } from "../../bench/parts/reach.ts";

Deno.test("secondsTo() is the time of the first point that is accurate enough", () => {
  const points = [[1, 0.98], [2, 0.9905], [3, 0.989], [4, 0.996]] as const;
  assert.equal(secondsTo(0.99, points), 2);
  assert.equal(secondsTo(0.996, points), 4);
  assert.equal(secondsTo(0.997, points), undefined);
});
