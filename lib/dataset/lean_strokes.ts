import type { Stroke } from "../image/draw_strokes.ts";

/** How {@linkcode leanStrokes} changes strokes. */
export interface Lean {
  /** Width, as a multiple of what it was; 1 when left out. */
  readonly breadth?: number;
  /** How far to the right for a unit upwards. */
  readonly shear: number;
  /** Radians, clockwise. */
  readonly turn: number;
}

/**
 * Stretches strokes sideways, then shears and turns them, about the origin.
 */
export function leanStrokes(
  strokes: readonly Stroke[],
  { breadth = 1, shear, turn }: Lean,
): Stroke[] {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return strokes.map((stroke) =>
    stroke.map((point) => {
      const x = breadth * point.x - shear * point.y;
      return { x: cos * x - sin * point.y, y: sin * x + cos * point.y };
    })
  );
}

/**
 * The shear that makes strokes upright by their second moments, mu11 / mu02, as handwriting is deslanted
 * (LeCun et al., 1998); their points lie equally far apart. A level line has none, 0.
 *
 * @example
 * ```ts
 * import { leanStrokes, slantOf } from "./lean_strokes.ts";
 * import assert from "node:assert/strict";
 *
 * const slanted = [[{ x: 1, y: 0 }, { x: 0.5, y: 1 }, { x: 0, y: 2 }]];
 * const [upright] = leanStrokes(slanted, { shear: slantOf(slanted), turn: 0 });
 * assert.deepEqual(upright.map(({ x }) => x), [1, 1, 1]);
 * ```
 */
export function slantOf(strokes: readonly Stroke[]): number {
  const points = strokes.flat();
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [x0, y0] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const mu11 = mean(points.map(({ x, y }) => (x - x0) * (y - y0)));
  const mu02 = mean(points.map(({ y }) => (y - y0) ** 2));
  return mu02 > 0 ? mu11 / mu02 : 0;
}
