import type { Point } from "../image/draw_strokes.ts";

/**
 * Points at equal distances along a polyline, its two ends among them.
 *
 * @param points At least one.
 * @param step The distance wished for, above 0; a little more or less makes it come out even.
 * @returns At least two points; one, when all of `points` are in one place.
 *
 * @example
 * ```ts
 * import { resample } from "./resample.ts";
 * import assert from "node:assert/strict";
 *
 * const line = [{ x: 0, y: 0 }, { x: 3, y: 0 }];
 * assert.deepEqual(resample(line, 1).map(({ x }) => x), [0, 1, 2, 3]);
 * ```
 */
export function resample(points: readonly Point[], step: number): Point[] {
  const lengths = [0];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    lengths.push(lengths[i - 1] + Math.hypot(b.x - a.x, b.y - a.y));
  }
  const whole = lengths[lengths.length - 1];
  if (whole === 0) return [points[0]];
  const count = Math.max(1, Math.round(whole / step));
  let i = 1;
  return Array.from({ length: count + 1 }, (_, k) => {
    const at = whole * k / count;
    while (i < points.length - 1 && lengths[i] < at) i++;
    const [a, b] = [points[i - 1], points[i]];
    const share = (at - lengths[i - 1]) / (lengths[i] - lengths[i - 1] || 1);
    return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
  });
}
