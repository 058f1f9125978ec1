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
  slide(data, rows, 1, width, height, size);
  slide(rows, out, width, height, width, size);
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
 * Slides a window of `size` along `lines` lines of `count` numbers; neighbours on a line lie `stride` apart.
 *
 * In three comparisons a number whatever the size: the greatest of a window is that of the end of one
 * block and of the start of the next, both known from running along blocks (van Herk 1992).
 */
function slide(
  from: Float32Array,
  to: Float32Array,
  stride: number,
  count: number,
  lines: number,
  size: number,
): void {
  const reach = size >> 1;
  const padded = count + 2 * reach;
  const between = stride === 1 ? count : 1;
  // Beyond both ends there is nothing.
  const values = new Float32Array(padded).fill(-Infinity);
  const ahead = new Float32Array(padded);
  const behind = new Float32Array(padded);
  for (let line = 0; line < lines; line++) {
    const start = line * between;
    for (let i = 0; i < count; i++) values[i + reach] = from[start + i * stride];
    for (let block = 0; block < padded; block += size) {
      const end = Math.min(block + size, padded);
      let most = ahead[block] = values[block];
      for (let i = block + 1; i < end; i++) {
        if (values[i] > most) most = values[i];
        ahead[i] = most;
      }
      most = behind[end - 1] = values[end - 1];
      for (let i = end - 2; i >= block; i--) {
        if (values[i] > most) most = values[i];
        behind[i] = most;
      }
    }
    for (let i = 0; i < count; i++) {
      const before = behind[i];
      const after = ahead[i + size - 1];
      to[start + i * stride] = before > after ? before : after;
    }
  }
}
