/**
 * The value between the four nearest samples of a grid.
 *
 * @param samples `width * height` numbers, row by row; two or more in each direction.
 * @param x From 0, the first column, to `width - 1`; likewise `y`.
 *
 * @example
 * ```ts
 * import { bilinear } from "./bilinear.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(bilinear([0, 1, 2, 3], 2, 2, 0.5, 0.5), 1.5);
 * assert.equal(bilinear([0, 1, 2, 3], 2, 2, 1, 1), 3);
 * ```
 */
export function bilinear(
  samples: ArrayLike<number>,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const left = Math.min(Math.floor(x), width - 2);
  const top = Math.min(Math.floor(y), height - 2);
  const [a, b] = [x - left, y - top];
  const i = top * width + left;
  return (1 - b) * ((1 - a) * samples[i] + a * samples[i + 1]) +
    b * ((1 - a) * samples[i + width] + a * samples[i + width + 1]);
}

/** The same anywhere: what lies beyond the grid is 0. */
export function bilinearOrZero(
  samples: ArrayLike<number>,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (u: number, v: number) =>
    u < 0 || v < 0 || u >= width || v >= height ? 0 : samples[v * width + u];
  const [a, b] = [x - left, y - top];
  return (1 - b) * ((1 - a) * at(left, top) + a * at(left + 1, top)) +
    b * ((1 - a) * at(left, top + 1) + a * at(left + 1, top + 1));
}
