import type { Stroke } from "../image/draw_strokes.ts";
import { around } from "./photos/area.ts";

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
  const { left, top, right, bottom } = around(strokes.flat(), 0);
  const scale = longer / Math.max(right - left, bottom - top);
  const [toX, toY] = [middle(scale * (right - left)), middle(scale * (bottom - top))];
  return strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: toX + scale * (x - (left + right) / 2),
      y: toY + scale * (y - (top + bottom) / 2),
    }))
  );
}
