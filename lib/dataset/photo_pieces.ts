/** What the finder cuts out of pictures: digits as the classifier gets them, and what it gets that is none. */
import { argmax } from "../base/argmax.ts";
import type { Progress } from "../base/progress.ts";
import { createRandom, type Random } from "../base/random.ts";
import { digitInk } from "../finder/digit_ink.ts";
import { findMarks, type Found } from "../finder/find_marks.ts";
import type { RunFinder } from "../finder/look.ts";
import { type FoundMark, joinMarks } from "../finder/read_out.ts";
import { partsOf } from "../finder/segment.ts";
import { normalize } from "../image/normalize.ts";
import { toBytes } from "../image/shares.ts";
import type { Dataset } from "./dataset.ts";
import { darknessOf, type FinderPicture } from "./finder/finder_picture.ts";
import { finderPictures } from "./finder/finder_threads.ts";
import { DIGIT_LIKE } from "./sign_designs.ts";

/** Pieces of pictures, normalised as the classifier gets them: 28 x 28 bytes each, 255 is ink. */
export interface PhotoPieces {
  /** Pieces that are one whole digit. */
  readonly digits: readonly { readonly image: Uint8Array; readonly label: number }[];
  /** Pieces that are none: signs and letters, parts of digits, several digits, print and shadows. */
  readonly others: readonly Uint8Array[];
}

/** What {@linkcode photoPieces} takes. */
export interface PhotoPiecesOptions {
  /** The handwriting in the pictures; its classes are the ten digits. */
  readonly digits: Dataset;
  /** Pictures to draw. */
  readonly photos: number;
  readonly finder: RunFinder;
  readonly seed: number;
  readonly onProgress?: Progress;
}

/** A piece shows a digit if this share of its ink is the digit's, and it has this share of the digit's ink. */
const WHOLE = 0.85;

/** It shows none if one of the two shares is below this for every digit; what lies between is left out. */
const PART = 0.5;

/** Narrower than this share of its height, anything passes for a one: nobody can learn to tell. */
const NARROW = 0.4;

/** How often two neighbours are tried together: most are no digit, some are the halves of one. */
const JOINED = 0.15;

/** Draws pictures and cuts them into all that the recognizer tries. */
export async function photoPieces(options: PhotoPiecesOptions): Promise<PhotoPieces> {
  const { digits, photos, finder, seed, onProgress } = options;
  const random = createRandom(seed).fork("pieces");
  const pieces = {
    digits: [] as { image: Uint8Array; label: number }[],
    others: [] as Uint8Array[],
  };
  let done = 0;
  for await (const picture of finderPictures({ digits, count: photos, seed })) {
    const found = await findMarks(darknessOf(picture), finder);
    const parts = partsOf(found);
    const pairs = parts.length > 1 && random.chance(JOINED)
      ? [joinMarks(neighbours(parts, random))]
      : [];
    for (const mark of [...parts, ...pairs]) {
      const shown = whatItShows(mark, found, picture);
      const isNarrow = mark.box.width < NARROW * mark.box.height;
      if (shown === undefined || shown === null && isNarrow) continue;
      const image = toBytes(normalize(digitInk(found, mark)).data);
      if (shown === null) pieces.others.push(image);
      else pieces.digits.push({ image, label: digits.classes.indexOf(shown) });
    }
    onProgress?.(++done, photos);
  }
  return pieces;
}

/** The digit that a piece shows; null if it shows none, undefined where that is open to doubt. */
function whatItShows(
  mark: FoundMark,
  { part, scale }: Found,
  picture: FinderPicture,
): string | null | undefined {
  const { width, owner, marks } = picture;
  const own = new Float32Array(marks.length + 1);
  let ink = 0;
  mark.ink.data.forEach((share, i) => {
    if (share < 0.5) return;
    const x = part.x + (mark.box.x + i % mark.box.width + 0.5) / scale;
    const y = part.y + (mark.box.y + Math.floor(i / mark.box.width) + 0.5) / scale;
    own[owner[Math.floor(y) * width + Math.floor(x)]]++;
    ink++;
  });
  // Edges of strokes, just outside the truth, belong to whom the rest does.
  const inked = ink - own[0];
  if (inked === 0 || inked < 0.3 * ink) return null;
  own[0] = 0;
  const most = argmax(own);
  const { isDigit, sign } = marks[most - 1];
  if (!isDigit) return DIGIT_LIKE.includes(sign) ? undefined : null;
  const purity = own[most] / inked;
  const whole = own[most] / scale ** 2 / inkOf(most, picture);
  if (purity >= WHOLE && whole >= WHOLE) return sign;
  return purity < PART || whole < PART ? null : undefined;
}

/** Pixels that are a mark's. */
function inkOf(mark: number, { owner, ink }: FinderPicture): number {
  let sum = 0;
  for (let i = 0; i < owner.length; i++) if (owner[i] === mark && ink[i] >= 128) sum++;
  return Math.max(1, sum);
}

/** A mark at random, and the one that lies nearest to it. */
function neighbours(marks: readonly FoundMark[], random: Random): [FoundMark, FoundMark] {
  const one = random.pick(marks);
  const distance = ({ x, y }: FoundMark) => Math.hypot(x - one.x, y - one.y);
  const others = marks.filter((mark) => mark !== one);
  return [one, others.reduce((best, next) => distance(next) < distance(best) ? next : best)];
}
