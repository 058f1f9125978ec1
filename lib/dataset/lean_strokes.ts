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
 *
 * @example
 * ```ts
 * import { leanStrokes } from "./lean_strokes.ts";
 * import assert from "node:assert/strict";
 *
 * const upright = [[{ x: 0, y: 0 }, { x: 0, y: -1 }]];
 * const [[, top]] = leanStrokes(upright, { shear: 0.5, turn: 0 });
 * assert.deepEqual(top, { x: 0.5, y: -1 });
 * ```
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
