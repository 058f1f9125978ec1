import type { Random } from "../base/random.ts";
import type { Point } from "../image/draw_strokes.ts";
import type { Box } from "../image/gray_image.ts";

/** A rectangle, in any unit; y downward. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The smallest area that holds some places, grown by `margin` on each side. */
export function boundsOf(places: readonly Point[], margin = 0): Area {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of places) {
    left = Math.min(left, x - margin);
    right = Math.max(right, x + margin);
    top = Math.min(top, y - margin);
    bottom = Math.max(bottom, y + margin);
  }
  return { left, top, right, bottom };
}

/** An area that reaches farther on each side: by one number, or by each side's own. */
export function grown({ left, top, right, bottom }: Area, by: number | Sides): Area {
  const [l, t, r, b] = typeof by === "number" ? eachSide(() => by) : by;
  return { left: left - l, top: top - t, right: right + r, bottom: bottom + b };
}

/** The area that reaches `w` to the left and right of a place, and `h` above and below it. */
export const areaAt = ({ x, y }: Point, w: number, h: number): Area => (
  { left: x - w, top: y - h, right: x + w, bottom: y + h }
);

/** An area elsewhere. */
export const shifted = ({ left, top, right, bottom }: Area, dx: number, dy: number): Area => (
  { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy }
);

/** The middle of an area. */
export const middleOf = ({ left, top, right, bottom }: Area): Point => (
  { x: (left + right) / 2, y: (top + bottom) / 2 }
);

/** A random place in an area. */
export const somewhereIn = ({ left, top, right, bottom }: Area, random: Random): Point => (
  { x: random.uniform(left, right), y: random.uniform(top, bottom) }
);

/** A box as an area. */
export const areaOfBox = ({ x, y, width, height }: Box): Area => (
  { left: x, top: y, right: x + width, bottom: y + height }
);

/** An area's corners, one after the other. */
export const cornersOf = ({ left, top, right, bottom }: Area): Point[] =>
  [[left, top], [right, top], [right, bottom], [left, bottom]].map(([x, y]) => ({ x, y }));

/** The smallest area that holds others, of which there is at least one. */
export const unionOf = (areas: readonly Area[]): Area => boundsOf(areas.flatMap(cornersOf));

/** A side of an area: 0 left, 1 above, 2 right, 3 below. */
export type Side = 0 | 1 | 2 | 3;

/** A number for each side. */
export type Sides = readonly [left: number, top: number, right: number, bottom: number];

/** Makes a number for each side, in this order. */
export function eachSide(make: (side: Side) => number): Sides {
  return [make(0), make(1), make(2), make(3)];
}
