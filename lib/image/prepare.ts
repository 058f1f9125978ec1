import type { ModelCard } from "../network/card.ts";
import type { GrayImage } from "./gray_image.ts";
import { ink } from "./ink.ts";
import { inkBox, normalize } from "./normalize.ts";
import { removeSpecks } from "./remove_specks.ts";
import { resize } from "./resize.ts";

/**
 * A picture that holds one digit, as a network wants it.
 *
 * `resize` only changes its size, as the original report did; `normalize` finds the writing first and
 * frames it like MNIST.
 *
 * @throws {ImageError} `no-ink` when `normalize` finds none.
 */
export function prepare(image: GrayImage, input: ModelCard["input"]): GrayImage {
  return input.prepare === "resize"
    ? resize(image, input.width, input.height)
    : normalize(removeSpecks(ink(image)));
}

/** A picture of fewer pixels than this is small: 44 x 44. */
const SMALL = 2000;

/** Wider than this many times its height, the ink of a small picture is no single digit. */
const WIDEST = 1.4;

/** Whether a picture is so small that every shade counts, and what takes shadows off would take some of them. */
export function isSmall({ width, height }: GrayImage): boolean {
  return width * height < SMALL;
}

/** Whether a picture shows one digit and nothing else, as those of datasets do. */
export function isCutOut(image: GrayImage): boolean {
  if (!isSmall(image)) return false;
  const box = inkBox(removeSpecks(ink(image)));
  return box === null || box.width <= WIDEST * box.height;
}
