/**
 * What the image path cuts out of photographs: digits as they look after that, and parts that are none.
 *
 * A network that has seen both reads lines better: it knows halves and pairs for what they are (LeCun et
 * al. 1998 trained theirs on such parts as well).
 *
 * @module
 */
import { ImageError } from "../errors.ts";
import { darkness } from "../image/darkness.ts";
import { findInk } from "../image/find_ink.ts";
import { findWriting } from "../image/find_writing.ts";
import type { Box, GrayImage } from "../image/gray_image.ts";
import type { Progress } from "../progress.ts";
import type { Random } from "../random.ts";
import { type Candidate, findCandidates } from "../read_lines.ts";
import type { Dataset } from "./dataset.ts";
import { drawPhoto, type Photo, type PhotoKind, strengths } from "./photos.ts";

/** Pieces of photographs, normalised as the network gets them: 28 x 28 bytes each, 255 is ink. */
export interface PhotoPieces {
  /** Pieces that are one whole digit. */
  readonly digits: readonly { readonly image: Uint8Array; readonly label: number }[];
  /** Pieces that are none: parts of digits, several digits, lines and shadows. */
  readonly others: readonly Uint8Array[];
}

/** What {@linkcode photoPieces} takes. */
export interface PhotoPiecesOptions {
  /** The handwriting in the photographs; its classes are the ten digits. */
  readonly digits: Dataset;
  /** Photographs to draw. */
  readonly photos: number;
  readonly random: Random;
  readonly onProgress?: Progress;
}

/** What the photographs show, in turn: most is learned from digits that touch. */
const KINDS: readonly PhotoKind[] = ["digit", "number", "touching", "touching", "lines", "empty"];

/** How far each side of a digit may lie off its true place, in heights of the digit. */
const CLOSE = 0.08;

/** Farther off than this, a piece shows something else. */
const FAR = 0.3;

/** The same where it holds two digits. */
const APART = 0.12;

/** Narrower than this share of its height, any part of a digit may pass for a one. */
const NARROW = 0.4;

/** Most pieces of no digit from one photograph. */
const MOST_OTHERS = 7;

/** Draws photographs and cuts them up as `findCandidates` does. */
export function photoPieces(options: PhotoPiecesOptions): PhotoPieces {
  const { digits, photos, random, onProgress } = options;
  const pieces = {
    digits: [] as { image: Uint8Array; label: number }[],
    others: [] as Uint8Array[],
  };
  for (let n = 0; n < photos; n++) {
    const lot = random.fork(`photo ${n}`);
    const kind = KINDS[n % KINDS.length];
    const strength = strengths[lot.integer(strengths.length)];
    const { picture, truth } = drawPhoto({ digits, kind, strength, random: lot });
    const candidates = cut(picture);
    for (const { digit, box } of truth.digits) {
      const best = nearest(candidates, box);
      if (!best || deviation(best.box, box) > CLOSE) continue;
      pieces.digits.push({ image: toBytes(best), label: digits.classes.indexOf(digit) });
    }
    const others = candidates.filter(({ box }) => isOther(box, truth.digits.map(({ box }) => box)));
    lot.shuffle(others);
    pieces.others.push(...others.slice(0, MOST_OTHERS).map(toBytes));
    onProgress?.(n + 1, photos);
  }
  return pieces;
}

/** All that the image path would try on a photograph; nothing where it finds no writing. */
function cut({ width, height, data }: Photo["picture"]): Candidate[] {
  try {
    return findCandidates(findWriting(findInk({ width, height, data: darkness(data, 3) })));
  } catch (error) {
    if (error instanceof ImageError) return [];
    throw error;
  }
}

function nearest(candidates: readonly Candidate[], box: Box): Candidate | undefined {
  return candidates.length === 0
    ? undefined
    : candidates.reduce((best, next) =>
      deviation(next.box, box) < deviation(best.box, box) ? next : best
    );
}

/** How far the sides of `a` lie off those of `truth` at most, in heights of the latter. */
function deviation(a: Box, truth: Box): number {
  return Math.max(
    Math.abs(a.x - truth.x),
    Math.abs(a.y - truth.y),
    Math.abs(a.x + a.width - truth.x - truth.width),
    Math.abs(a.y + a.height - truth.y - truth.height),
  ) / truth.height;
}

/** Whether a piece is surely no digit: what holds one digit and a little more may still be read as that. */
function isOther(box: Box, truths: readonly Box[]): boolean {
  if (box.width <= NARROW * box.height) return false;
  const nearest = Math.min(...truths.map((truth) => deviation(box, truth)));
  const shares = truths.map((truth) => sharedArea(box, truth) / (truth.width * truth.height));
  const whole = shares.filter((share) => share > 0.85).length;
  // A one and its neighbour are hardly wider than the neighbour alone.
  if (nearest < (whole > 1 ? APART : FAR)) return false;
  const cut = shares.filter((share) => share > 0.15 && share <= 0.85).length;
  return whole !== 1 || cut > 0;
}

function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

function toBytes({ input }: Candidate): Uint8Array {
  const { data }: GrayImage = input();
  return Uint8Array.from(data, (ink) => Math.round(255 * ink));
}
