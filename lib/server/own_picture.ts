import { encodePng } from "../image/encode_png.ts";
import { linkedDrawing } from "./linked_drawing.ts";

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
