/**
 * How well whole pictures are read: pictures drawn by `drawPhoto`, whose truth is known.
 *
 * @module
 */
import type { Dataset } from "./dataset/dataset.ts";
import {
  drawPhoto,
  encodePhoto,
  type PhotoKind,
  type Strength,
  type TroubleName,
} from "./dataset/photos.ts";
import { editDistance } from "./edit_distance.ts";
import { ImageError } from "./errors.ts";
import { wilsonInterval } from "./network/metrics.ts";
import type { Progress } from "./progress.ts";
import { createRandom } from "./random.ts";
import type { Reading } from "./reading.ts";

/** What {@linkcode evaluatePhotos} takes. */
export interface EvaluatePhotosOptions {
  /** Reads a file; an {@linkcode ImageError} counts as an answer without digits. */
  readonly read: (bytes: Uint8Array) => Promise<Reading>;
  /** Where the handwriting comes from. */
  readonly digits: Dataset;
  readonly kind: PhotoKind;
  readonly strength: Strength;
  /** How many pictures, at least 1; the first of a longer row are those of a shorter one. */
  readonly images: number;
  readonly seed: number;
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
  readonly kind: PhotoKind;
  readonly strength: Strength;
  /** Mean over pictures of the share of characters, spaces included, that need no mending; in [0, 1]. */
  readonly characterAccuracy: number;
  /** Pictures in which at least one digit was answered: on pictures without any, false alarms. */
  readonly answered: number;
  /** The score of the pictures that had a trouble, by its name. */
  readonly perTrouble: Readonly<Partial<Record<TroubleName, PhotoScore>>>;
}

/**
 * Draws pictures of one kind and strength, has each read as a file, and compares the text with the truth.
 *
 * A picture without digits is read right when none is answered.
 */
export async function evaluatePhotos(options: EvaluatePhotosOptions): Promise<PhotoRow> {
  const { read, digits, kind, strength, images, seed, onProgress } = options;
  const source = createRandom(seed);
  const tally = new Map<TroubleName, { images: number; right: number }>();
  let [right, answered, characters] = [0, 0, 0];
  for (let i = 0; i < images; i++) {
    const random = source.fork(`${kind}/${strength}/${i}`);
    const photo = drawPhoto({ digits, kind, strength, random });
    const reading = await readOrNothing(read, await encodePhoto(photo));
    const any = reading.digits.some(({ digit }) => digit !== null);
    const { text } = photo.truth;
    const isRight = photo.truth.digits.length === 0 ? !any : reading.text === text;
    if (isRight) right++;
    if (any) answered++;
    characters += photo.truth.digits.length === 0
      ? Number(isRight)
      : Math.max(0, 1 - editDistance(reading.text, text) / text.length);
    for (const name of photo.troubles) {
      const met = tally.get(name) ?? { images: 0, right: 0 };
      tally.set(name, { images: met.images + 1, right: met.right + Number(isRight) });
    }
    onProgress?.(i + 1, images);
  }
  return {
    kind,
    strength,
    ...score(right, images),
    characterAccuracy: characters / images,
    answered,
    perTrouble: Object.fromEntries(
      [...tally].sort(([a], [b]) => a < b ? -1 : 1)
        .map(([name, met]) => [name, score(met.right, met.images)]),
    ),
  };
}

async function readOrNothing(
  read: EvaluatePhotosOptions["read"],
  bytes: Uint8Array,
): Promise<Reading> {
  try {
    return await read(bytes);
  } catch (error) {
    if (error instanceof ImageError) return { text: "", digits: [] };
    throw error;
  }
}

function score(right: number, images: number): PhotoScore {
  return { images, right, accuracy: right / images, accuracy95: wilsonInterval(right, images) };
}
