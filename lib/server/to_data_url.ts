import { Buffer } from "node:buffer";
import { encodePng } from "../image/encode_png.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { resize } from "../image/resize.ts";

/** A picture as a PNG in a data URL, made smaller where its longer side has more than `maxSide` pixels. */
export async function toDataUrl(image: GrayImage, maxSide = Infinity): Promise<string> {
  const scale = maxSide / Math.max(image.width, image.height);
  const side = (length: number) => Math.max(1, Math.round(scale * length));
  const shown = scale < 1 ? resize(image, side(image.width), side(image.height)) : image;
  return `data:image/png;base64,${Buffer.from(await encodePng(shown)).toString("base64")}`;
}
