import { createRandom } from "../../base/random.ts";
import type { RgbImage } from "../../image/rgb_image.ts";
import type { Dataset } from "../dataset.ts";
import { photoKinds, strengths } from "../photos.ts";
import { drawPicture, pictureKinds } from "../pictures.ts";

/** Pixels of a cell, and how many are in a row. */
const [CELL, COLUMNS] = [240, 8];
/** Grey between the pictures. */
const GROUND = 128;

/** A contact sheet, pictures made to fit: a row for every kind, and every strength where there are several. */
export function photoSheet(digits: Dataset, { seed }: { readonly seed: number }): RgbImage {
  const rows = pictureKinds.flatMap((kind) => {
    const isPhoto = (photoKinds as readonly string[]).includes(kind);
    return (isPhoto ? strengths : ["medium"] as const).map((strength) => ({ kind, strength }));
  });
  const width = COLUMNS * CELL;
  const data = new Uint8Array(3 * width * rows.length * CELL).fill(GROUND);
  rows.forEach(({ kind, strength }, row) => {
    for (let column = 0; column < COLUMNS; column++) {
      const random = createRandom(seed).fork(`${kind}/${strength}/${column}`);
      const { picture } = drawPicture({ digits, kind, strength, random });
      paste(picture, data, width, column * CELL, row * CELL);
    }
  });
  return { width, height: rows.length * CELL, data };
}

/** Puts a picture, made smaller to fit by taking means, into the middle of a cell. */
function paste(
  picture: RgbImage,
  sheet: Uint8Array,
  sheetWidth: number,
  left: number,
  top: number,
) {
  const scale = Math.max(1, Math.max(picture.width, picture.height) / (CELL - 6));
  const width = Math.floor(picture.width / scale);
  const height = Math.floor(picture.height / scale);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = 3 *
        ((top + ((CELL - height) >> 1) + y) * sheetWidth + left + ((CELL - width) >> 1) + x);
      for (let c = 0; c < 3; c++) sheet[to + c] = meanOver(picture, x * scale, y * scale, scale, c);
    }
  }
}

function meanOver({ width, data }: RgbImage, x: number, y: number, side: number, channel: number) {
  let [sum, count] = [0, 0];
  for (let v = Math.floor(y); v < Math.max(Math.floor(y) + 1, Math.floor(y + side)); v++) {
    for (let u = Math.floor(x); u < Math.max(Math.floor(x) + 1, Math.floor(x + side)); u++) {
      sum += data[3 * (v * width + u) + channel];
      count++;
    }
  }
  return Math.round(sum / count);
}
