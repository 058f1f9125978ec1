/**
 * Grey-scale morphology with a square: what is lost and won when every pixel takes the least or the greatest
 * of its neighbours (Serra 1982).
 *
 * @module
 */
import type { GrayImage } from "./gray_image.ts";

/**
 * Each pixel the greatest value within a square of `size` pixels a side about it, an odd number.
 *
 * Beyond the border there is nothing: the square is cut off there.
 *
 * @example
 * ```ts
 * import { dilate, erode } from "./morphology.ts";
 * import assert from "node:assert/strict";
 *
 * const dot = { width: 3, height: 1, data: Float32Array.of(0, 0, 1) };
 * assert.deepEqual([...dilate(dot, 3).data], [0, 1, 1]);
 * assert.deepEqual([...erode(dot, 3).data], [0, 0, 0]);
 * ```
 */
export function dilate(image: GrayImage, size: number): GrayImage {
  const { width, height, data } = image;
  const reach = size >> 1;
  const stride = width + 2 * reach;
  const padded = new Float32Array(stride * (height + 2 * reach)).fill(-Infinity);
  for (let y = 0; y < height; y++) {
    padded.set(data.subarray(y * width, (y + 1) * width), (y + reach) * stride + reach);
  }
  // A square is a row of rows: first along one axis, then along the other.
  slide(padded, 1, size);
  slide(padded, stride, size);
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    out.set(padded.subarray(y * stride, y * stride + width), y * width);
  }
  return { width, height, data: out };
}

/** Each pixel the least value within the square: see {@linkcode dilate}. */
export function erode(image: GrayImage, size: number): GrayImage {
  return negative(dilate(negative(image), size));
}

/** Fills dark parts that the square does not fit into. */
export function close(image: GrayImage, size: number): GrayImage {
  return erode(dilate(image, size), size);
}

/** Takes away light parts that the square does not fit into. */
export function open(image: GrayImage, size: number): GrayImage {
  return dilate(erode(image, size), size);
}

function negative({ width, height, data }: GrayImage): GrayImage {
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = -data[i];
  return { width, height, data: out };
}

/**
 * Brings every value to the greatest of the `size` from it on, each a `step` after the one before.
 *
 * The greatest of a window is that of two shorter ones which cover it, and those double in length.
 */
function slide(values: Float32Array, step: number, size: number): void {
  for (let length = 1; length < size;) {
    const further = Math.min(length, size - length);
    const offset = further * step;
    const end = values.length - offset;
    for (let i = 0; i < end; i++) {
      const here = values[i];
      const there = values[i + offset];
      values[i] = here > there ? here : there;
    }
    length += further;
  }
}
