/**
 * Pictures to train on that are new every time: bent, inked anew, troubled, and now and then no digit.
 *
 * Each piece lives in `augment/`; here is the recipe that puts them together.
 *
 * @module
 */
import { ImageError } from "../errors.ts";
import { prepare } from "../image/prepare.ts";
import type { Random } from "../random.ts";
import { drawHandwriting } from "./augment/handwriting.ts";
import { drawNegative } from "./augment/negatives.ts";
import { drawInking, render } from "./augment/render.ts";
import type { StrokeFields } from "./augment/stroke_fields.ts";
import {
  blots,
  blur,
  cover,
  fade,
  grain,
  lines,
  negate,
  specks,
  type Trouble,
  unevenLight,
} from "./augment/troubles.ts";
import { drawWarp, type WarpBounds } from "./augment/warp.ts";
import type { Dataset } from "./dataset.ts";

/** Bends that any hand might have made. */
const GENTLE: WarpBounds = {
  rotation: 10,
  shear: 0.15,
  scale: 1.1,
  aspect: 1.15,
  shift: 1.5,
  elastic: 0.5,
};

/** Bends up to where a reader would still be sure. */
const STRONG: WarpBounds = {
  rotation: 16,
  shear: 0.3,
  scale: 1.18,
  aspect: 1.5,
  shift: 2,
  elastic: 1,
};

/** How often each trouble comes to a troubled picture, in the order in which they happen to paper. */
const TROUBLES: readonly (readonly [Trouble, number])[] = [
  [lines, 0.25],
  [blots, 0.12],
  [blur, 0.3],
  [cover, 0.15],
  [negate, 0.1],
  [unevenLight, 0.15],
  [fade, 0.25],
  [specks, 0.15],
  [grain, 0.2],
];

/** What a training picture of class `label` looks like this time. */
export interface AugmentOptions {
  readonly dataset: Dataset;
  /** The strokes of `dataset`, from `strokeFields`. */
  readonly fields: StrokeFields;
  readonly random: Random;
  /** From 0, gentle bends alone, to 1, the whole recipe: the share of pictures that get all of it. */
  readonly strength?: number;
}

/**
 * Draws picture `index` anew.
 *
 * @returns `height * width` numbers in [0, 1], the strongest 1.
 */
export function augment(index: number, options: AugmentOptions): Float32Array {
  const { dataset, fields, random, strength = 1 } = options;
  const size = dataset.width;
  const image = new Float32Array(size * size);
  if (!random.chance(0.75 * strength)) {
    const places = drawWarp(size, GENTLE, random);
    render(dataset, fields, index, places, { kind: "pixels" }, [], image);
    return stretch(image);
  }
  const places = drawWarp(size, STRONG, random);
  const added = random.chance(0.3) ? drawHandwriting(dataset, index, random) : [];
  render(dataset, fields, index, places, drawInking(random), added, image);
  if (random.chance(0.5)) {
    for (const [trouble, probability] of TROUBLES) {
      if (random.chance(probability)) trouble(image, size, random);
    }
  }
  // Half of them as the image path would cut them out, half as if it had cut badly.
  return random.chance(0.5) ? reframe(image, size) : stretch(image);
}

/** A picture of no digit, cut out as the image path would. */
export function augmentNegative(options: AugmentOptions): Float32Array {
  const { dataset, random } = options;
  const size = dataset.width;
  const image = drawNegative(dataset, random);
  if (random.chance(0.4)) {
    for (const [trouble, probability] of TROUBLES) {
      if (random.chance(0.5 * probability)) trouble(image, size, random);
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
    // A trouble can hide the last of the ink; the network then sees what is left.
    if (error instanceof ImageError) return stretch(data);
    throw error;
  }
}

/** Brings the strongest ink to 1. */
function stretch(image: Float32Array): Float32Array {
  const most = image.reduce((a, b) => Math.max(a, b), 0);
  return most > 0 ? image.map((value) => value / most) : image;
}
