import sharp from "sharp";
import { drawStrokes } from "../lib/image/draw_strokes.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import { createRandom } from "../lib/base/random.ts";

/** The pictures that the server is asked about. */
export interface ServerPictures {
  /** A seven of 280 x 280 pixels, as the page sends it: PNG. */
  readonly drawing: Uint8Array<ArrayBuffer>;
  /** A seven on grainy paper, one megapixel: JPEG. */
  readonly photograph: Uint8Array<ArrayBuffer>;
  /** The same with 48 megapixels. */
  readonly large: Uint8Array<ArrayBuffer>;
}

/** Draws them; always the same. */
export async function drawServerPictures(): Promise<ServerPictures> {
  const seven = [{ x: 80, y: 80 }, { x: 200, y: 80 }, { x: 130, y: 220 }];
  const drawing = await encodePng(drawStrokes([seven], { width: 280, height: 280, pen: 18 }));
  return {
    drawing: new Uint8Array(drawing),
    photograph: await photograph(1152, 868),
    large: await photograph(8000, 6000),
  };

  async function photograph(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
    const random = createRandom(1);
    const grain = Uint8Array.from({ length: 1024 * 1024 }, () => 150 + random.integer(60));
    const side = Math.round(0.6 * height);
    const paper = await sharp(grain, { raw: { width: 1024, height: 1024, channels: 1 } })
      .resize(width, height, { fit: "fill", kernel: "nearest" }).png().toBuffer();
    const ink = await sharp(drawing).resize(side, side).toBuffer();
    const jpeg = await sharp(paper)
      .composite([{ input: ink, blend: "multiply", gravity: "centre" }])
      .jpeg({ quality: 90 }).toBuffer();
    return new Uint8Array(jpeg);
  }
}
