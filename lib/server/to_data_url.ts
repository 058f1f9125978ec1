import { Buffer } from "node:buffer";
import sharp from "sharp";
import { encodePng } from "../image/encode_png.ts";
import type { GrayImage } from "../image/gray_image.ts";
import type { RgbImage } from "../image/rgb_image.ts";

/** A picture as a PNG in a data URL, made smaller where its longer side has more than `maxSide` pixels. */
export async function toDataUrl(
  image: GrayImage | RgbImage,
  maxSide = Infinity,
): Promise<string> {
  const png = await encodePng(image);
  const isSmall = Math.max(image.width, image.height) <= maxSide;
  const shown = isSmall
    ? Buffer.from(png)
    : await sharp(png).resize(maxSide, maxSide, { fit: "inside" }).png().toBuffer();
  return `data:image/png;base64,${shown.toString("base64")}`;
}
