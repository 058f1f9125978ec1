import type { Point } from "../image/draw_strokes.ts";

/** A bar with round ends. */
export interface Bar {
  readonly from: Point;
  readonly to: Point;
  /** Half its width. */
  readonly radius: number;
}

/** A bar from a place in a direction, in radians, clockwise from the right. */
export function barFrom(from: Point, angle: number, length: number, radius: number): Bar {
  const to = { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
  return { from, to, radius };
}

/** A place as seen from a bar: along it, across it, beyond its ends, and its distance from it. */
export function toBar({ from, to }: Omit<Bar, "radius">, x: number, y: number) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  // A bar of no length is a disc.
  const [ux, uy] = length > 0 ? [dx / length, dy / length] : [1, 0];
  const along = (x - from.x) * ux + (y - from.y) * uy;
  const across = (y - from.y) * ux - (x - from.x) * uy;
  const beyond = Math.max(-along, along - length, 0);
  return { length, along, across, beyond, away: Math.hypot(across, beyond) };
}
