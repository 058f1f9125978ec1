/**
 * What the four control points round a place count there in a uniform cubic B-spline; they add up to 1.
 *
 * @param t How far the place lies from the second point towards the third, in [0, 1).
 *
 * @example
 * ```ts
 * import { bSplineWeights } from "./b_spline_weights.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(bSplineWeights(0), [1 / 6, 4 / 6, 1 / 6, 0]);
 * ```
 */
export function bSplineWeights(t: number): [number, number, number, number] {
  return [
    (1 - t) ** 3 / 6,
    (3 * t ** 3 - 6 * t ** 2 + 4) / 6,
    (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6,
    t ** 3 / 6,
  ];
}
