import sharp from "sharp";
import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import type { Dataset } from "../dataset.ts";
import { photoKinds, strengths } from "../photos.ts";
import { drawPicture, pictureKinds } from "../pictures.ts";

/** Pixels of a cell, of a picture in it at most, and how many cells are in a row. */
const [CELL, SIDE, COLUMNS] = [240, 234, 8];
/** Grey between the pictures. */
const GROUND = { r: 128, g: 128, b: 128 };

/** A contact sheet as a PNG: a row for every kind, and for every strength where there are several. */
export async function photoSheet(
  digits: Dataset,
  { seed, onProgress }: { readonly seed: number; readonly onProgress?: Progress },
): Promise<Uint8Array> {
  const rows = pictureKinds.flatMap((kind) => {
    const isPhoto = (photoKinds as readonly string[]).includes(kind);
    return (isPhoto ? strengths : ["medium"] as const).map((strength) => ({ kind, strength }));
  });
  const cells = rows.flatMap(({ kind, strength }, row) =>
    Array.from({ length: COLUMNS }, async (_, column) => {
      const random = createRandom(seed).fork(`${kind}/${strength}/${column}`);
      const { picture: { width, height, data } } = drawPicture({ digits, kind, strength, random });
      onProgress?.(row * COLUMNS + column + 1, rows.length * COLUMNS);
      const { data: input, info } = await sharp(data, { raw: { width, height, channels: 3 } })
        .resize(SIDE, SIDE, { fit: "inside", withoutEnlargement: true })
        .png().toBuffer({ resolveWithObject: true });
      const left = column * CELL + ((CELL - info.width) >> 1);
      return { input, left, top: row * CELL + ((CELL - info.height) >> 1) };
    })
  );
  const [width, height] = [COLUMNS * CELL, rows.length * CELL];
  return await sharp({ create: { width, height, channels: 3, background: GROUND } })
    .composite(await Promise.all(cells)).png().toBuffer();
}
