import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";

/** A hand-drawn five on paper of `size` pixels a side, ink 1: its flag is a stroke of its own. */
export function five(size = 64): GrayImage {
  const at = (x: number, y: number) => ({ x: x * size / 64, y: y * size / 64 });
  const body = [at(24, 14), at(22, 28), at(34, 26), at(42, 34), at(40, 46), at(30, 50), at(20, 46)];
  const flag = [at(24, 14), at(42, 13)];
  return drawStrokes([body, flag], { width: size, height: size, pen: 4 * size / 64 });
}

/** Mean absolute difference of two pictures of one size. */
export function difference(a: GrayImage, b: GrayImage): number {
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]), 0) / a.data.length;
}
