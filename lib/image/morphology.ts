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
 * @param image Numbers of at least 0.
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
  return slideSquare(image, size, 0, greatest);
}

/** Each pixel the least value within the square: see {@linkcode dilate}. */
export function erode(image: GrayImage, size: number): GrayImage {
  return slideSquare(image, size, Infinity, least);
}

/** Fills dark parts that the square does not fit into. */
export function close(image: GrayImage, size: number): GrayImage {
  return erode(dilate(image, size), size);
}

/** Takes away light parts that the square does not fit into. */
export function open(image: GrayImage, size: number): GrayImage {
  return dilate(erode(image, size), size);
}

/** Brings every number to the greater or the lesser of itself and the one that lies `offset` on. */
type Choose = (bits: Int32Array, offset: number) => void;

function slideSquare(
  { width, height, data }: GrayImage,
  size: number,
  beyond: number,
  choose: Choose,
): GrayImage {
  const reach = size >> 1;
  const stride = width + 2 * reach;
  const padded = new Float32Array(stride * (height + 2 * reach)).fill(beyond);
  for (let y = 0; y < height; y++) {
    padded.set(data.subarray(y * width, (y + 1) * width), (y + reach) * stride + reach);
  }
  // A square is a row of rows: first along one axis, then along the other.
  const bits = new Int32Array(padded.buffer);
  for (const step of [1, stride]) {
    // What a window holds is what two shorter ones hold that cover it, and those double in length.
    for (let length = 1; length < size;) {
      const further = Math.min(length, size - length);
      choose(bits, further * step);
      length += further;
    }
  }
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    out.set(padded.subarray(y * stride, y * stride + width), y * width);
  }
  return { width, height, data: out };
}

// Floating-point numbers of at least 0 sort as their bits do, and of whole numbers the greater is found
// without a branch, which would be guessed wrongly half of the time.

function greatest(bits: Int32Array, offset: number): void {
  const end = bits.length - offset;
  for (let i = 0; i < end; i++) {
    const more = bits[i + offset] - bits[i];
    bits[i] += more & ~(more >> 31);
  }
}

function least(bits: Int32Array, offset: number): void {
  const end = bits.length - offset;
  for (let i = 0; i < end; i++) {
    const more = bits[i + offset] - bits[i];
    bits[i] += more & (more >> 31);
  }
}
