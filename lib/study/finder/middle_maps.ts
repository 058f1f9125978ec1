import type { Look } from "../../finder/look.ts";
import type { GrayImage } from "../../image/gray_image.ts";
import { sigmoid } from "../../model/trust.ts";

/** Pixels, along each side, of a place that the finder's network answers for. */
const PLACE = 4;

/**
 * For every place of what the finder looked at, the probability that a digit's middle is there, and that
 * another sign's is.
 *
 * @returns Two pictures, each a quarter as wide and as high as what was looked at, without its margin.
 */
export function middleMaps(
  { ink, left, top, coarse }: Look,
): { readonly digits: GrayImage; readonly signs: GrayImage } {
  const [columns, rows] = [ink.width, ink.height].map((side) => Math.ceil(side / PLACE));
  const map = (channel: number): GrayImage => ({
    width: columns,
    height: rows,
    data: Float32Array.from({ length: columns * rows }, (_, i) => {
      const [x, y] = [i % columns + left / PLACE, Math.floor(i / columns) + top / PLACE];
      return sigmoid(coarse.data[3 * (y * coarse.width + x) + channel]);
    }),
  });
  return { digits: map(0), signs: map(1) };
}
