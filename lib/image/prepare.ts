import type { ModelCard } from "../network/card.ts";
import type { GrayImage } from "./gray_image.ts";
import { ink } from "./ink.ts";
import { normalize } from "./normalize.ts";
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

/** Fewer pixels than this show one digit cut out: 44 x 44 hold neither two of them nor a desk. */
const LEAST_SCENE = 2000;

/**
 * Whether a picture is so small that it shows a digit and nothing else, as those of datasets do.
 *
 * In so few pixels every shade counts, and what takes shadows off a photograph would take some of them.
 */
export function isCutOut({ width, height }: GrayImage): boolean {
  return width * height < LEAST_SCENE;
}
