import { UserError } from "../base/errors.ts";
import { drawStrokes } from "../image/draw_strokes.ts";
import { encodePng } from "../image/encode_png.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { HEIGHT } from "./page/draw_strokes.js";
import { fromFragment } from "./page/drawing_link.js";

/**
 * The bytes of somebody's own picture.
 *
 * @param where A file's path, or a link to a drawing that the page shares, which becomes a PNG.
 * @throws {UserError} when the link is damaged.
 * @throws {Deno.errors.NotFound} when there is no such file.
 */
export async function ownPicture(where: string): Promise<Uint8Array> {
  return where.includes("#d=") ? await encodePng(await linkedDrawing(where)) : Deno.readFile(where);
}

/**
 * The drawing in a link that the page's "Copy link" gives, as a picture: 1 is black.
 *
 * A round pen draws it, whatever the pressure was, so its edges are not the page's to the pixel.
 *
 * @throws {UserError} when the link holds no drawing, or is damaged.
 */
export async function linkedDrawing(link: string): Promise<GrayImage> {
  const drawing = await fromFragment(URL.parse(link)?.hash ?? "").catch(() => null);
  if (!drawing) {
    throw new UserError(
      `no drawing in "${link}"; a link that the page shares has "#d=" and what follows`,
    );
  }
  const { width, strokes } = drawing;
  const image = { width, height: HEIGHT, data: new Float32Array(width * HEIGHT) };
  for (const { width: pen, points } of strokes) {
    const stroke = points.map(([x, y]: readonly number[]) => ({ x, y }));
    const { data } = drawStrokes([stroke], { width, height: HEIGHT, pen });
    data.forEach((ink, i) => image.data[i] = Math.max(image.data[i], ink));
  }
  return image;
}
