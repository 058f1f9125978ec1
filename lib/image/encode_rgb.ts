import sharp from "sharp";
import type { RgbImage } from "./rgb_image.ts";

/** What {@linkcode encodeRgb} takes. */
export interface EncodeRgbOptions {
  /** Quality of a JPEG, 1 to 100; a PNG, which keeps every pixel, when left out. */
  readonly jpegQuality?: number;
}

/**
 * Encodes a coloured picture as PNG, or as JPEG with its colours at half resolution, as cameras do.
 * The same picture, the same bytes.
 */
export async function encodeRgb(
  image: RgbImage,
  { jpegQuality }: EncodeRgbOptions = {},
): Promise<Uint8Array> {
  const { width, height, data } = image;
  const input = sharp(data, { raw: { width, height, channels: 3 } });
  return await (jpegQuality === undefined
    // Noise hardly compresses: more than the lowest effort costs time and gains little.
    ? input.png({ compressionLevel: 1 })
    : input.jpeg({ quality: jpegQuality, chromaSubsampling: "4:2:0" }))
    .toBuffer();
}
