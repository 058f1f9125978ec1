/** Pictures to train on that are new every time: warped, inked anew, corrupted, and now and then no digit. */
import { ImageError } from "../base/errors.ts";
import type { Random } from "../base/random.ts";
import { prepare } from "../image/prepare.ts";
import * as corruptions from "./augment/corruptions.ts";
import { drawHandwriting } from "./augment/draw_handwriting.ts";
import { drawNegative } from "./augment/draw_negative.ts";
import { drawPenDigit } from "./augment/draw_pen_digit.ts";
import { drawWarp, type WarpBounds } from "./augment/draw_warp.ts";
import { drawInking, render, warp } from "./augment/render.ts";
import type { StrokeFields } from "./augment/stroke_fields.ts";
import { type Dataset, imageAt } from "./dataset.ts";
import type { PenTrajectories } from "./pendigits.ts";

/** Warps that any hand might have made. */
export const GENTLE: WarpBounds = {
  rotation: 10,
  shear: 0.15,
  scale: 1.1,
  aspect: 1.15,
  shift: 1.5,
  elastic: 0.5,
};

/** Warps up to where a reader would still be sure. */
const STRONG: WarpBounds = {
  rotation: 18,
  shear: 0.3,
  scale: 1.18,
  aspect: 1.7,
  shift: 2,
  elastic: 1,
};

/** The probability of each corruption, in the order in which they are applied. */
const CORRUPTIONS: readonly (readonly [corruptions.Corruption, number])[] = [
  [corruptions.lines, 0.25],
  [corruptions.blots, 0.12],
  [corruptions.blur, 0.3],
  [corruptions.cover, 0.15],
  [corruptions.negate, 0.1],
  [corruptions.unevenLight, 0.15],
  [corruptions.fade, 0.25],
  [corruptions.coarsen, 0.35],
  [corruptions.specks, 0.15],
  [corruptions.grain, 0.2],
];

/** What {@linkcode augment} takes. */
export interface AugmentOptions {
  /** Pictures of 28 x 28 pixels. */
  readonly dataset: Dataset;
  /** The strokes of `dataset`, from `strokeFields`. */
  readonly fields: StrokeFields;
  readonly random: Random;
  /**
   * From 0 to 1, 1 when left out: with 1, 70 % of the pictures get the whole recipe, with 0 none; the others get
   * gentle warps.
   */
  readonly strength?: number;
  /** What people wrote: `augmentPenDigit` draws from it. */
  readonly people?: PenTrajectories;
}

/** Draws picture `index` anew: `height * width` numbers in [0, 1], the strongest 1. */
export function augment(index: number, options: AugmentOptions): Float32Array {
  const { dataset, fields, random, strength = 1 } = options;
  const size = dataset.width;
  if (!random.chance(0.7 * strength)) return augmentPiece(imageAt(dataset, index), options);
  const places = drawWarp(size, STRONG, random);
  const added = random.chance(0.3) ? drawHandwriting(dataset, index, random) : [];
  const image = render(dataset, fields, index, places, drawInking(random), added);
  if (random.chance(0.45)) corrupt(image, size, 1, random);
  // Half of them as the image path would cut them out, half as if it had cut badly.
  return random.chance(0.5) ? reframe(image, size) : stretch(image);
}

/** A piece of a photograph, a digit or none, gently warped. */
export function augmentPiece(
  image: Uint8Array,
  { dataset: { width, height }, random }: AugmentOptions,
): Float32Array {
  return stretch(warp(image, width, height, drawWarp(width, GENTLE, random)));
}

/** A digit as some school teaches it, or as somebody wrote it, cut out as the image path would. */
export function augmentPenDigit(
  { dataset, random, people }: AugmentOptions,
): { readonly image: Float32Array; readonly label: number } {
  const { label, image } = drawPenDigit(random, people);
  const small = reframe(image, Math.sqrt(image.length));
  if (!random.chance(0.4)) return { image: small, label };
  corrupt(small, dataset.width, 1, random);
  return { image: reframe(small, dataset.width), label };
}

/** A picture of no digit, cut out as the image path would. */
export function augmentNegative(options: AugmentOptions): Float32Array {
  const { dataset, random } = options;
  const size = dataset.width;
  const image = drawNegative(dataset, random);
  if (random.chance(0.4)) corrupt(image, size, 0.5, random);
  return reframe(image, size);
}

/** Applies each corruption with `share` of its probability. */
function corrupt(image: Float32Array, size: number, share: number, random: Random): void {
  for (const [corruption, probability] of CORRUPTIONS) {
    if (random.chance(share * probability)) corruption(image, size, random);
  }
}

/** What the image path makes of any picture. */
const FRAMED = { width: 28, height: 28, prepare: "normalize" } as const;

/** As the image path shows it to the network. */
function reframe(data: Float32Array, size: number): Float32Array {
  try {
    return prepare({ width: size, height: size, data }, FRAMED).data;
  } catch (error) {
    // A corruption can hide the last of the ink; the network then sees what is left.
    if (error instanceof ImageError) return stretch(data);
    throw error;
  }
}

/** Brings the strongest ink to 1. */
function stretch(image: Float32Array): Float32Array {
  const most = image.reduce((a, b) => Math.max(a, b), 0);
  return most > 0 ? image.map((value) => value / most) : image;
}
