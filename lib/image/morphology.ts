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
  // A square is a row of rows: first along one axis, then along the other.
  const rows = new Float32Array(data.length);
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) slide(data, rows, y * width, 1, width, size);
  for (let x = 0; x < width; x++) slide(rows, out, x, width, height, size);
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
  return { width, height, data: data.map((value) => -value) };
}

/**
 * Slides a window of `size` along `count` numbers of `from`, `stride` apart from `start` on.
 *
 * In three comparisons a number whatever the size: the greatest of a window is that of the end of one
 * block and of the start of the next, both known from running along blocks (van Herk 1992).
 */
function slide(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  count: number,
  size: number,
): void {
  const reach = size >> 1;
  const padded = count + 2 * reach;
  const ahead = new Float32Array(padded).fill(-Infinity);
  const behind = new Float32Array(padded).fill(-Infinity);
  for (let i = 0; i < count; i++) ahead[i + reach] = behind[i + reach] = from[start + i * stride];
  for (let i = 1; i < padded; i++) {
    if (i % size !== 0 && ahead[i - 1] > ahead[i]) ahead[i] = ahead[i - 1];
  }
  for (let i = padded - 2; i >= 0; i--) {
    if ((i + 1) % size !== 0 && behind[i + 1] > behind[i]) behind[i] = behind[i + 1];
  }
  for (let i = 0; i < count; i++) {
    const [a, b] = [behind[i], ahead[i + size - 1]];
    to[start + i * stride] = a > b ? a : b;
  }
}
