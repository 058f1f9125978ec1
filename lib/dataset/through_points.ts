import { clamp } from "../base/clamp.ts";
import type { Point } from "../image/draw_strokes.ts";

/**
 * A smooth line through points: a uniform Catmull-Rom spline (Catmull and Rom, 1974), whose first and last point
 * count twice.
 *
 * @param points At least one.
 * @param steps Points of the line for each of the way from one to the next.
 * @returns `(points.length - 1) * steps + 1` points, those given among them.
 *
 * @example
 * ```ts
 * import { throughPoints } from "./through_points.ts";
 * import assert from "node:assert/strict";
 *
 * const peak = [{ x: 0, y: 0 }, { x: 1, y: 2 }, { x: 2, y: 0 }];
 * assert.deepEqual(throughPoints(peak, 2).map(({ y }) => y), [0, 1.125, 2, 1.125, 0]);
 * ```
 */
export function throughPoints(points: readonly Point[], steps: number): Point[] {
  const last = points.length - 1;
  return Array.from({ length: last * steps + 1 }, (_, n) => {
    const from = Math.min(Math.floor(n / steps), Math.max(0, last - 1));
    const t = n / steps - from;
    const [a, b, c, d] = [-1, 0, 1, 2].map((i) => points[clamp(from + i, 0, last)]);
    const at = (axis: "x" | "y") => {
      const slopes = t * (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]);
      const bends = t * t * (3 * (b[axis] - c[axis]) + d[axis] - a[axis]);
      return b[axis] + t / 2 * (c[axis] - a[axis] + slopes + bends);
    };
    return { x: at("x"), y: at("y") };
  });
}
