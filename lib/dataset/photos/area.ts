import type { Point } from "../../image/draw_strokes.ts";

/** A rectangle on the sheet, in em. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The rectangle round places, and so much more on each side. */
export function around(places: readonly Point[], more: number): Area {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of places) {
    left = Math.min(left, x - more);
    right = Math.max(right, x + more);
    top = Math.min(top, y - more);
    bottom = Math.max(bottom, y + more);
  }
  return { left, top, right, bottom };
}

/** An area that reaches so much farther on each side. */
export function grown({ left, top, right, bottom }: Area, by: number): Area {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}
