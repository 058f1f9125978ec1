import type { GrayImage } from "./gray_image.ts";
import { ink } from "./ink.ts";
import { type FramedDigit, frameDigit } from "./normalize.ts";
import { removeSpecks } from "./remove_specks.ts";
import { resize } from "./resize.ts";

/** How a picture becomes a network's input: see {@linkcode prepare}. */
export type Preparation = "resize" | "normalize";

/** What a network wants. */
export interface NetworkInput {
  /** Columns of its pictures, in pixels. */
  readonly width: number;
  /** Rows of its pictures. */
  readonly height: number;
  /** How pictures become such. */
  readonly prepare: Preparation;
}

/**
 * A picture that holds one digit, as a network wants it.
 *
 * `resize` only changes its size, as the original report did; `normalize` finds the writing first and
 * frames it like MNIST.
 *
 * @throws {ImageError} `no-ink` when `normalize` finds none.
 */
export function prepare(image: GrayImage, input: NetworkInput): GrayImage {
  return prepareFramed(image, input).input;
}

/** The same as {@linkcode prepare}, with where that is in the picture. */
export function prepareFramed(image: GrayImage, input: NetworkInput): FramedDigit {
  if (input.prepare === "normalize") return frameDigit(removeSpecks(ink(image)));
  const frame = { x: 0, y: 0, width: image.width, height: image.height };
  return { input: resize(image, input.width, input.height), frame };
}
