/** The rows of reports/photos.md. */
import { letterings, type Photo, type Strength } from "../../lib/dataset/photos.ts";
import type { PictureKind } from "../../lib/dataset/pictures.ts";
import type { PhotoRow, PhotoScore, RowOptions } from "../../lib/evaluation/evaluate_photos.ts";

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
  which?: Pick<RowOptions, "keep" | "letterings">,
];

/** What reports/photos.md tells, in its order. */
export const ROWS: readonly Row[] = [
  ["canvas, one digit, free of the sides", "canvas", "medium", {
    keep: (photo) => !meetsSide(photo),
  }],
  ["canvas, one digit, along and over the sides", "canvas", "medium", { keep: meetsSide }],
  ["canvas, ten digits", "canvasRow", "medium", { keep: isRowOfTen }],
  ["photograph, one digit", "digit", "medium"],
  ["photograph, one digit", "digit", "strong"],
  ["a number of 2 to 6 digits, well separated", "number", "medium"],
  ["a number of 2 to 6 digits, well separated", "number", "strong"],
  ["a number of 2 to 4 digits, some touching", "touching", "medium"],
  ["several lines, with spaces", "lines", "medium"],
  ["a page: uneven lines, a column, a sum, rings", "page", "medium"],
  ["a whole sheet of numbers", "sheet", "medium"],
  ["digits with signs and letters between", "signs", "medium"],
  ["numbers and words, in hands that nothing learnt", "notes", "medium", {
    letterings: letterings.unseen,
  }],
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
