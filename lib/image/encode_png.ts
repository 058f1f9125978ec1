import sharp from "sharp";
import type { GrayImage } from "./gray_image.ts";

/** Encodes a picture as a grey PNG of 8 bits, ink black on white paper. The same picture, the same bytes. */
export async function encodePng(image: GrayImage): Promise<Uint8Array> {
  const { width, height, data } = image;
  const light = Uint8Array.from(data, (ink) => Math.round(255 * (1 - ink)));
  return await sharp(light, { raw: { width, height, channels: 1 } })
    .toColorspace("b-w")
    .png({ compressionLevel: 9 })
    .toBuffer();
}
