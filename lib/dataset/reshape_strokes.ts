/** Strokes, moved and reshaped. */
import type { Point, Stroke } from "../image/draw_strokes.ts";
import { boundsOf, middleOf } from "./area.ts";

/** Strokes with each of their points elsewhere. */
export function mapPoints(strokes: readonly Stroke[], to: (point: Point) => Point): Stroke[] {
  return strokes.map((stroke) => stroke.map(to));
}

/**
 * Brings strokes to a size and a place.
 *
 * @param longer The longer side of what they cover, as it is to be.
 * @param middle Gives the middle along an axis, first x, for the length that they cover along it then.
 */
export function fitStrokes(
  strokes: readonly Stroke[],
  longer: number,
  middle: (length: number) => number,
): Stroke[] {
  const bounds = boundsOf(strokes.flat());
  const [across, down] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
  const from = middleOf(bounds);
  // A dot has no extent.
  const scale = longer / (Math.max(across, down) || 1);
  const [toX, toY] = [middle(scale * across), middle(scale * down)];
  return mapPoints(strokes, ({ x, y }) => ({
    x: toX + scale * (x - from.x),
    y: toY + scale * (y - from.y),
  }));
}

/**
 * Stretches strokes sideways, then shears and turns them, about the origin.
 *
 * @param shear How far to the right for a unit upwards.
 * @param turn Radians, clockwise.
 * @param breadth Width, as a multiple of what it was.
 */
export function leanStrokes(
  strokes: readonly Stroke[],
  { shear = 0, turn = 0, breadth = 1 }: { shear?: number; turn?: number; breadth?: number },
): Stroke[] {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return mapPoints(strokes, ({ x, y }) => {
    const leaning = breadth * x - shear * y;
    return { x: cos * leaning - sin * y, y: sin * leaning + cos * y };
  });
}

/**
 * The shear that makes strokes upright by their second moments, mu11 / mu02 (LeCun et al., 1998), 0 for a level line;
 * their points lie equally far apart.
 */
export function slantOf(strokes: readonly Stroke[]): number {
  const points = strokes.flat();
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [x0, y0] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const mu11 = mean(points.map(({ x, y }) => (x - x0) * (y - y0)));
  const mu02 = mean(points.map(({ y }) => (y - y0) ** 2));
  return mu02 > 0 ? mu11 / mu02 : 0;
}
