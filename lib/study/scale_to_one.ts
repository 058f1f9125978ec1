import type { GrayImage } from "../image/gray_image.ts";

/** A map divided by its largest magnitude, for drawing: in [-1, 1], 0 where it was 0. */
export function scaleToOne({ width, height, data }: GrayImage): GrayImage {
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return { width, height, data: data.map((value) => value / largest) };
}
