import type { Point } from "../../image/draw_strokes.ts";
import type { Box } from "../../image/gray_image.ts";

/** A rectangle, in any unit; y downward. */
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
export function grown({ left, top, right, bottom }: Area, by: number | Sides): Area {
  const [l, t, r, b] = typeof by === "number" ? eachSide(() => by) : by;
  return { left: left - l, top: top - t, right: right + r, bottom: bottom + b };
}

/** A rectangle round a place, so wide and so high either way. */
export const boxAt = ({ x, y }: Point, w: number, h: number): Area => (
  { left: x - w, top: y - h, right: x + w, bottom: y + h }
);

/** An area elsewhere. */
export const shifted = ({ left, top, right, bottom }: Area, dx: number, dy: number): Area => (
  { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy }
);

/** A box as an area. */
export const areaOfBox = ({ x, y, width, height }: Box): Area => (
  { left: x, top: y, right: x + width, bottom: y + height }
);

/** An area's corners, one after the other. */
export const cornersOf = ({ left, top, right, bottom }: Area): Point[] =>
  [[left, top], [right, top], [right, bottom], [left, bottom]].map(([x, y]) => ({ x, y }));

/** The smallest area that holds others, of which there is at least one. */
export const areaOver = (areas: readonly Area[]): Area => around(areas.flatMap(cornersOf), 0);

/** A side of the writing: 0 left, 1 above, 2 right, 3 below. */
export type Side = 0 | 1 | 2 | 3;

export type Sides = readonly [left: number, top: number, right: number, bottom: number];

/** Makes a number for each side, in their order. */
export function eachSide(make: (side: Side) => number): Sides {
  return [make(0), make(1), make(2), make(3)];
}
