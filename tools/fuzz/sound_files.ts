import sharp from "sharp";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";
import { toLight } from "../../lib/image/shares.ts";
import type { ReadableKind } from "../../lib/image/sniff.ts";

/** A seven beside a one, as a small file of every format that is read. */
export async function soundFiles(): Promise<Record<ReadableKind, Uint8Array>> {
  const seven = [{ x: 14, y: 14 }, { x: 38, y: 14 }, { x: 24, y: 50 }];
  const one = [{ x: 54, y: 20 }, { x: 62, y: 13 }, { x: 62, y: 50 }];
  const image = drawStrokes([seven, one], { width: 80, height: 64, pen: 5 });
  const { width, height } = image;
  const grey = () => sharp(toLight(image.data), { raw: { width, height, channels: 1 } });
  return {
    png: await grey().png().toBuffer(),
    jpeg: await grey().jpeg().toBuffer(),
    webp: await grey().webp().toBuffer(),
    gif: await grey().gif().toBuffer(),
    tiff: await grey().tiff({ compression: "lzw" }).toBuffer(),
    bmp: encodeBmp(image),
    avif: await grey().avif({ effort: 0 }).toBuffer(),
  };
}

/** A bitmap of 8 bits a pixel with a palette of greys; the width is a multiple of 4. */
function encodeBmp(image: GrayImage): Uint8Array {
  const { width, height } = image;
  const start = 54 + 4 * 256;
  const bytes = new Uint8Array(start + width * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  // A negative height says that the rows go down.
  view.setInt32(22, -height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  for (let i = 0; i < 256; i++) bytes.fill(i, 54 + 4 * i, 57 + 4 * i);
  bytes.set(toLight(image.data), start);
  return bytes;
}
