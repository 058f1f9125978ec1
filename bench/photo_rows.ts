/** The rows of reports/photos.md, and how each is measured. */
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import type { Dataset } from "../lib/dataset/dataset.ts";
import type { Photo, Strength } from "../lib/dataset/photos.ts";
import type { PictureKind } from "../lib/dataset/pictures.ts";
import {
  evaluatePhotos,
  isReadRight,
  type PhotoRow,
  type PhotoScore,
  photoScore,
  type RowOptions,
} from "../lib/evaluation/evaluate_photos.ts";
import type { Recognizer } from "../lib/recognizer.ts";
import { readByFormerPath } from "./read_by_former_path.ts";

/** The seed of every row: nothing was chosen on its pictures. */
export const SEED = 2026;

/** Whether a digit's ink reaches a side of the picture. */
function meetsSide({ picture, truth }: Photo): boolean {
  return truth.marks.some(({ box: { x, y, width, height } }) =>
    x <= 0 || y <= 0 || x + width >= picture.width || y + height >= picture.height
  );
}

const isRowOfTen = ({ truth }: Photo) => truth.marks.length === 10 && !truth.text.includes("\n");

type Row = readonly [
  name: string,
  kind: PictureKind,
  strength: Strength,
  keep?: RowOptions["keep"],
];

/** What reports/photos.md tells, in its order. */
export const ROWS: readonly Row[] = [
  ["canvas, one digit, free of the sides", "canvas", "medium", (photo) => !meetsSide(photo)],
  ["canvas, one digit, along and over the sides", "canvas", "medium", meetsSide],
  ["canvas, ten digits", "canvasRow", "medium", isRowOfTen],
  ["photograph, one digit", "digit", "medium"],
  ["photograph, one digit", "digit", "strong"],
  ["a number of 2 to 6 digits, well separated", "number", "medium"],
  ["a number of 2 to 6 digits, well separated", "number", "strong"],
  ["a number of 2 to 4 digits, some touching", "touching", "medium"],
  ["several lines, with spaces", "lines", "medium"],
  ["a page: uneven lines, a column, a sum, rings", "page", "medium"],
  ["a whole sheet of numbers", "sheet", "medium"],
  ["digits with signs and letters between", "signs", "medium"],
  ["a number, one digit crossed out", "crossed", "medium"],
  ["words, no digit", "words", "medium"],
  ["paper, nothing written", "empty", "medium"],
  ["rooms, faces, print and other clutter", "clutter", "medium"],
];

/** What a row gave. */
export interface MeasuredRow {
  readonly row: PhotoRow;
  /** How the path by rules reads the same pictures; null where it cannot be run. */
  readonly former: PhotoScore | null;
  /** Why it cannot, else nothing. */
  readonly missing: string;
}

/** What {@linkcode measureRow} takes. */
export interface MeasureRowOptions {
  /** Its number among {@linkcode ROWS}. */
  readonly row: number;
  readonly images: number;
  readonly digits: Dataset;
  readonly read: Recognizer["read"];
  readonly onProgress: (done: number) => void;
}

/** Draws the pictures of a row and has both paths read them. */
export async function measureRow(
  { row: index, images, digits, read, onProgress }: MeasureRowOptions,
): Promise<MeasuredRow> {
  const [, kind, strength, keep] = ROWS[index];
  const seen: { readonly file: Uint8Array; readonly text: string }[] = [];
  const row = await evaluatePhotos({
    ...{ digits, kind, strength, images, seed: SEED, keep, read, onProgress },
    onPhoto: ({ truth: { text } }, file) => seen.push({ file, text }),
  });
  let missing = "";
  const texts = await readByFormerPath(seen.map(({ file }) => file)).catch(
    onError(UserError, ({ message }) => {
      missing = `The former path is left out: ${message}.`;
      return null;
    }),
  );
  const right = texts?.filter((text, i) => isReadRight(seen[i], kind, text)).length;
  return { row, former: right === undefined ? null : photoScore(right, seen.length), missing };
}
