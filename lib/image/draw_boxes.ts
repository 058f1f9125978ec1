import type { Box, GrayImage } from "./gray_image.ts";

/** The picture, paled, with a dark frame round each box. */
export function drawBoxes(image: GrayImage, boxes: readonly Box[]): GrayImage {
  const { width, height } = image;
  const data = image.data.map((dark) => 0.6 * dark);
  const pen = Math.max(1, Math.round(Math.max(width, height) / 300));
  const fill = (left: number, top: number, right: number, bottom: number) => {
    for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      data.fill(1, y * width + Math.max(0, left), y * width + Math.min(width, right));
    }
  };
  for (const { x, y, width: w, height: h } of boxes) {
    fill(x - pen, y - pen, x + w + pen, y);
    fill(x - pen, y + h, x + w + pen, y + h + pen);
    fill(x - pen, y, x, y + h);
    fill(x + w, y, x + w + pen, y + h);
  }
  return { width, height, data };
}
