import type { Stroke } from "../image/draw_strokes.ts";

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
  const points = strokes.flat();
  const [x, y] = (["x", "y"] as const).map((axis) => {
    const values = points.map((point) => point[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return { middle: (low + high) / 2, length: high - low };
  });
  const scale = longer / Math.max(x.length, y.length);
  const [left, top] = [middle(scale * x.length), middle(scale * y.length)];
  return strokes.map((stroke) =>
    stroke.map((point) => ({
      x: left + scale * (point.x - x.middle),
      y: top + scale * (point.y - y.middle),
    }))
  );
}
