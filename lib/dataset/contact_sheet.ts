import type { GrayImage } from "../image/gray_image.ts";

/** Ink of the lines between the pictures. */
const RULE = 0.25;

/**
 * Pictures side by side, row after row, with thin grey lines between them.
 *
 * @param images At least one; all of one size.
 * @param columns Pictures in a row.
 * @param scale Pixels of the sheet for a pixel of a picture, a whole number.
 * @throws {RangeError} when there are none, or their sizes differ.
 */
export function contactSheet(
  images: readonly GrayImage[],
  { columns = 20, scale = 1 }: { readonly columns?: number; readonly scale?: number } = {},
): GrayImage {
  if (images.length === 0) throw new RangeError("a contact sheet needs at least one picture");
  const { width, height } = images[0];
  if (images.some((image) => image.width !== width || image.height !== height)) {
    throw new RangeError("the pictures of a contact sheet are all of one size");
  }
  const across = Math.min(columns, images.length);
  const [stepX, stepY] = [width * scale + 1, height * scale + 1];
  const sheetWidth = across * stepX + 1;
  const sheetHeight = Math.ceil(images.length / across) * stepY + 1;
  const data = new Float32Array(sheetWidth * sheetHeight).fill(RULE);
  for (let i = 0; i < Math.ceil(images.length / across) * across; i++) {
    const left = (i % across) * stepX + 1;
    const top = Math.floor(i / across) * stepY + 1;
    for (let y = 0; y < height * scale; y++) {
      for (let x = 0; x < width * scale; x++) {
        const pixel = Math.floor(y / scale) * width + Math.floor(x / scale);
        data[(top + y) * sheetWidth + left + x] = images[i]?.data[pixel] ?? 0;
      }
    }
  }
  return { width: sheetWidth, height: sheetHeight, data };
}
