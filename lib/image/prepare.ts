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
