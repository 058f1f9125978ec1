import sharp from "sharp";
import type { GrayImage } from "./gray_image.ts";
import type { RgbImage } from "./rgb_image.ts";
import { toLight } from "./shares.ts";

/**
 * Encodes a picture as PNG of 8 bits a channel: a grey one as ink black on white paper, a coloured one as it
 * is. The same picture, the same bytes.
 *
 * @example
 * ```ts
 * import { encodePng } from "./encode_png.ts";
 * import { sniff } from "./sniff.ts";
 * import assert from "node:assert/strict";
 *
 * const redAndBlue = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 0, 0, 255) };
 * assert.equal(sniff(await encodePng(redAndBlue)), "png");
 * ```
 */
export async function encodePng(image: GrayImage | RgbImage): Promise<Uint8Array> {
  const { width, height } = image;
  if (isGrey(image)) {
    return await sharp(toLight(image.data), { raw: { width, height, channels: 1 } })
      .toColorspace("b-w")
      .png({ compressionLevel: 9 })
      .toBuffer();
  }
  // Noise hardly compresses: more than the lowest effort costs time and gains little.
  return await sharp(image.data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

function isGrey(image: GrayImage | RgbImage): image is GrayImage {
  return image.data instanceof Float32Array;
}
