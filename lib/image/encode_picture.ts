import { encodePng } from "./encode_png.ts";
import { encodeRgb } from "./encode_rgb.ts";
import type { GrayImage } from "./gray_image.ts";
import type { RgbImage } from "./rgb_image.ts";

/** Encodes a picture as PNG, grey or coloured as it is. The same picture, the same bytes. */
export function encodePicture(image: GrayImage | RgbImage): Promise<Uint8Array> {
  return isGrey(image) ? encodePng(image) : encodeRgb(image);
}

function isGrey(image: GrayImage | RgbImage): image is GrayImage {
  return image.data instanceof Float32Array;
}
