import type { GrayImage } from "../../image/gray_image.ts";

/** Paler than this is paper. */
const INK = 0.2;

/** A map's numbers where a picture of the same size has ink, as a picture of one row. */
export function onInk(map: GrayImage, image: GrayImage): GrayImage {
  const data = map.data.filter((_, i) => image.data[i] > INK);
  return { width: data.length, height: 1, data };
}
