/** A seven, drawn and photographed: always the same bytes. */
import sharp from "sharp";
import { createRandom } from "../lib/base/random.ts";
import { drawStrokes } from "../lib/image/draw_strokes.ts";
import { encodePng } from "../lib/image/encode_png.ts";

/** A drawing of 280 x 280 pixels, as the page sends it: PNG. */
export async function drawSeven(): Promise<Uint8Array<ArrayBuffer>> {
  const seven = [{ x: 80, y: 80 }, { x: 200, y: 80 }, { x: 130, y: 220 }];
  return new Uint8Array(
    await encodePng(drawStrokes([seven], { width: 280, height: 280, pen: 18 })),
  );
}

/** A photograph of it on grainy paper, of any size: JPEG. */
export async function photographSeven(
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const random = createRandom(1);
  const grain = Uint8Array.from({ length: 1024 * 1024 }, () => 150 + random.integer(60));
  const side = Math.round(0.6 * height);
  const paper = await sharp(grain, { raw: { width: 1024, height: 1024, channels: 1 } })
    .resize(width, height, { fit: "fill", kernel: "nearest" }).png().toBuffer();
  const ink = await sharp(await drawSeven()).resize(side, side).toBuffer();
  const jpeg = await sharp(paper)
    .composite([{ input: ink, blend: "multiply", gravity: "centre" }])
    .jpeg({ quality: 90 }).toBuffer();
  return new Uint8Array(jpeg);
}
