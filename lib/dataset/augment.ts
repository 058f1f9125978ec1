/**
 * Pictures to train on that are new every time: warped, inked anew, degraded, and now and then no digit.
 *
 * Each piece lives in `augment/`; here is the recipe that puts them together.
 *
 * @module
 */
import { ImageError } from "../base/errors.ts";
import type { Random } from "../base/random.ts";
import { prepare } from "../image/prepare.ts";
import {
  blots,
  blur,
  coarsen,
  cover,
  type Degradation,
  fade,
  grain,
  lines,
  negate,
  specks,
  unevenLight,
} from "./augment/degradations.ts";
import { drawHandwriting } from "./augment/draw_handwriting.ts";
import { drawNegative } from "./augment/draw_negative.ts";
import { drawWarp, type WarpBounds } from "./augment/draw_warp.ts";
import { drawInking, type Inking, render, warp } from "./augment/render.ts";
import type { StrokeFields } from "./augment/stroke_fields.ts";
import type { Dataset } from "./dataset.ts";

/** Warps that any hand might have made. */
const GENTLE: WarpBounds = {
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

/** No warp at all. */
const NONE: WarpBounds = { rotation: 0, shear: 0, scale: 1, aspect: 1, shift: 0, elastic: 0 };

/** The probability of each degradation in a degraded picture, in the order in which they are applied. */
const DEGRADATIONS: readonly (readonly [Degradation, number])[] = [
  [lines, 0.25],
  [blots, 0.12],
  [blur, 0.3],
  [cover, 0.15],
  [negate, 0.1],
  [unevenLight, 0.15],
  [fade, 0.25],
  [coarsen, 0.35],
  [specks, 0.15],
  [grain, 0.2],
];

/**
 * Pieces of the recipe that a training can leave out, to measure what each gives. `photographs`, `negatives`
 * and `average` (of the weights) are left out by the training, the others here.
 */
export type RecipePiece =
  | "warp"
  | "inking"
  | "handwriting"
  | "degradations"
  | "photographs"
  | "negatives"
  | "average";

/** What {@linkcode augment} takes. */
export interface AugmentOptions {
  readonly dataset: Dataset;
  /** The strokes of `dataset`, from `strokeFields`. */
  readonly fields: StrokeFields;
  readonly random: Random;
  /** From 0, gentle warps alone, to 1, the whole recipe: the share of pictures that get all of it. */
  readonly strength?: number;
  /** Pieces to leave out. */
  readonly without?: readonly RecipePiece[];
}

/**
 * Draws picture `index` anew.
 *
 * @returns `height * width` numbers in [0, 1], the strongest 1.
 */
export function augment(index: number, options: AugmentOptions): Float32Array {
  const { dataset, fields, random, strength = 1, without = [] } = options;
  const size = dataset.width;
  const image = new Float32Array(size * size);
  const placesIn = (bounds: WarpBounds) =>
    drawWarp(size, without.includes("warp") ? NONE : bounds, random);
  if (!random.chance(0.7 * strength)) {
    const places = placesIn(GENTLE);
    render(dataset, fields, index, places, { kind: "pixels" }, [], image);
    return stretch(image);
  }
  const places = placesIn(STRONG);
  const styled = random.chance(0.3) && !without.includes("handwriting");
  const added = styled ? drawHandwriting(dataset, index, random) : [];
  const inking = drawInking(random);
  const inked: Inking = without.includes("inking") ? { kind: "pixels" } : inking;
  render(dataset, fields, index, places, inked, added, image);
  if (random.chance(0.45) && !without.includes("degradations")) {
    for (const [degradation, probability] of DEGRADATIONS) {
      if (random.chance(probability)) degradation(image, size, random);
    }
  }
  // Half of them as the image path would cut them out, half as if it had cut badly.
  return random.chance(0.5) ? reframe(image, size) : stretch(image);
}

/** A piece of a photograph, a digit or none, gently warped. */
export function augmentPiece(
  image: Uint8Array,
  { dataset: { width, height }, random, without = [] }: AugmentOptions,
): Float32Array {
  const out = new Float32Array(width * height);
  const bounds = without.includes("warp") ? NONE : GENTLE;
  warp(image, width, height, drawWarp(width, bounds, random), out);
  return stretch(out);
}

/** A picture of no digit, cut out as the image path would. */
export function augmentNegative(options: AugmentOptions): Float32Array {
  const { dataset, random, without = [] } = options;
  const size = dataset.width;
  const image = drawNegative(dataset, random);
  if (random.chance(0.4) && !without.includes("degradations")) {
    for (const [degradation, probability] of DEGRADATIONS) {
      if (random.chance(0.5 * probability)) degradation(image, size, random);
    }
  }
  return reframe(image, size);
}

/** As the image path shows it to the network. */
function reframe(data: Float32Array, size: number): Float32Array {
  try {
    const input = { width: size, height: size, prepare: "normalize" } as const;
    return prepare({ width: size, height: size, data }, input).data;
  } catch (error) {
    // A degradation can hide the last of the ink; the network then sees what is left.
    if (error instanceof ImageError) return stretch(data);
    throw error;
  }
}

/** Brings the strongest ink to 1. */
function stretch(image: Float32Array): Float32Array {
  const most = image.reduce((a, b) => Math.max(a, b), 0);
  return most > 0 ? image.map((value) => value / most) : image;
}
