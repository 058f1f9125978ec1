import type { Stroke } from "../image/draw_strokes.ts";

/** Middle and length of strokes along an axis. */
export interface Extent {
  readonly middle: number;
  readonly length: number;
}

/** Where strokes lie, along each axis. */
export function extentsOf(strokes: readonly Stroke[]): { readonly x: Extent; readonly y: Extent } {
  const points = strokes.flat();
  const along = (axis: "x" | "y") => {
    const values = points.map((point) => point[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return { middle: (low + high) / 2, length: high - low };
  };
  return { x: along("x"), y: along("y") };
}
