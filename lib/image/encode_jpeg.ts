import sharp from "sharp";
import type { RgbImage } from "./rgb_image.ts";

/**
 * Encodes a coloured picture as JPEG with its colours at half resolution, as cameras do. The same picture,
 * the same bytes.
 *
 * @param quality From 1 to 100.
 */
export async function encodeJpeg(image: RgbImage, quality: number): Promise<Uint8Array> {
  const { width, height, data } = image;
  return await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: "4:2:0" })
    .toBuffer();
}
