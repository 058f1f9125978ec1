/** How well whole pictures are read: pictures drawn by `drawPicture`, whose truth is known. */
import { ImageError } from "../base/errors.ts";
import { onError } from "../base/on_error.ts";
import type { Progress } from "../base/progress.ts";
import { createRandom } from "../base/random.ts";
import { wilsonInterval } from "../base/wilson_interval.ts";
import {
  type DegradationName,
  encodePhoto,
  type Photo,
  type Strength,
  type Truth,
} from "../dataset/photos.ts";
import { drawPicture, type PictureKind, type PictureOptions } from "../dataset/pictures.ts";
import type { Reading } from "../reading.ts";
import { editDistance } from "./edit_distance.ts";

/** Which pictures a row is of. */
export interface RowOptions
  extends Pick<PictureOptions, "digits" | "kind" | "strength" | "letterings"> {
  /** How many pictures, at least 1; the first of a longer row are those of a shorter one. */
  readonly images: number;
  readonly seed: number;
  /** Says which of the pictures belong to the row; all when left out. */
  readonly keep?: (photo: Photo) => boolean;
}

interface EvaluatePhotosOptions extends RowOptions {
  /** Reads a file; an {@linkcode ImageError} counts as an answer without digits. */
  readonly read: (bytes: Uint8Array) => Promise<Reading>;
  /** Shown every picture before it is read, and its file. */
  readonly onPhoto?: (photo: Photo, file: Uint8Array) => void;
  readonly onProgress?: Progress;
}

/** How many of some pictures were read whole and right. */
export interface PhotoScore {
  readonly images: number;
  readonly right: number;
  /** Share of them that is right, in [0, 1], with its 95 % Wilson score interval. */
  readonly accuracy: number;
  readonly accuracy95: readonly [low: number, high: number];
}

/** What one kind at one strength gave. */
export interface PhotoRow extends PhotoScore {
  readonly kind: PictureKind;
  readonly strength: Strength;
  /** Mean over pictures of 1 less the edits that the text needs, as a share of the true one; in [0, 1]. */
  readonly characterAccuracy: number;
  /** Pictures in which at least one digit was answered: on empty pictures, false alarms. */
  readonly answered: number;
  /** Pictures in which no ink was found. */
  readonly refused: number;
  /** Every picture whose digits were all answered: the reading's confidence, and whether it was right. */
  readonly sure: readonly { readonly confidence: number; readonly isRight: boolean }[];
  /** The score of the pictures that had a degradation, by its name. */
  readonly perDegradation: Readonly<Partial<Record<DegradationName, PhotoScore>>>;
}

/** The pictures of a row, one after the other. */
function* rowPictures(
  { digits, kind, strength, letterings, images, seed, keep = () => true }: RowOptions,
): Generator<Photo> {
  const source = createRandom(seed);
  for (let i = 0, kept = 0; kept < images; i++) {
    const random = source.fork(`${kind}/${strength}/${i}`);
    const photo = drawPicture({ digits, kind, strength, letterings, random });
    if (!keep(photo)) continue;
    kept++;
    yield photo;
  }
}

/**
 * Whether a reading is right: its whole text, spaces and lines included.
 *
 * Where signs stand among the digits, what stands in their place does not matter, as long as it is no digit;
 * and digits scattered over a canvas have no lines. Where there are no digits, none may be answered.
 */
export function isReadRight(
  truth: Pick<Truth, "text">,
  kind: PictureKind,
  text: string,
): boolean {
  const counted = countedOf(truth, kind);
  return counted(text) === counted(truth.text);
}

/** What counts of a text where this is the truth: all of it, or its digits alone. */
function countedOf({ text }: Pick<Truth, "text">, kind: PictureKind): (text: string) => string {
  const isLoose = kind === "canvasRow" || kind === "canvasSigns" || text.includes("?") ||
    !/\d/.test(text);
  return isLoose ? (text) => text.replace(/[?\s]/g, "") : (text) => text;
}

/** Draws pictures of one kind and strength, has each read as a file, and compares the text with the truth. */
export async function evaluatePhotos(options: EvaluatePhotosOptions): Promise<PhotoRow> {
  const { read, kind, strength, images, onPhoto, onProgress } = options;
  const tally = new Map<DegradationName, { images: number; right: number }>();
  const sure: { confidence: number; isRight: boolean }[] = [];
  let [right, answered, refused, characters, done] = [0, 0, 0, 0, 0];
  for (const photo of rowPictures(options)) {
    const file = await encodePhoto(photo);
    onPhoto?.(photo, file);
    // A picture without ink has no reading.
    const reading = await read(file).catch(onError(ImageError, () => null));
    const [text, wanted] = [reading?.text ?? "", photo.truth.text].map(
      countedOf(photo.truth, kind),
    );
    const isRight = text === wanted;
    const found = reading?.digits ?? [];
    if (isRight) right++;
    if (found.some(({ digit }) => digit !== null)) answered++;
    if (!reading) refused++;
    if (found.length > 0 && found.every(({ digit }) => digit !== null)) {
      sure.push({ confidence: found.reduce((all, one) => all * one.confidence, 1), isRight });
    }
    characters += wanted === ""
      ? Number(isRight)
      : Math.max(0, 1 - editDistance(text, wanted) / wanted.length);
    for (const name of photo.degradations) {
      const met = tally.get(name) ?? { images: 0, right: 0 };
      tally.set(name, { images: met.images + 1, right: met.right + Number(isRight) });
    }
    onProgress?.(++done, images);
  }
  return {
    kind,
    strength,
    ...photoScore(right, images),
    characterAccuracy: characters / images,
    answered,
    refused,
    sure,
    perDegradation: Object.fromEntries(
      [...tally].sort(([a], [b]) => a < b ? -1 : 1)
        .map(([name, met]) => [name, photoScore(met.right, met.images)]),
    ),
  };
}

/** A count of right answers as a share with its interval. */
export function photoScore(right: number, images: number): PhotoScore {
  return { images, right, accuracy: right / images, accuracy95: wilsonInterval(right, images) };
}
