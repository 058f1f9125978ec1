/** Parts of a picture covered with paper, and what they tell of its pixels. */
import type { Box, GrayImage } from "./gray_image.ts";

/**
 * Squares that lie over a picture, row by row, so that every pixel is under as many as any other.
 *
 * Those along the sides hang over.
 *
 * @param side Pixels along a square's side.
 * @param step Pixels from a square to the next; a divisor of `side`. A pixel is under `(side / step) ** 2` squares.
 *
 * @example
 * ```ts
 * import { squaresOver } from "./covers.ts";
 * import assert from "node:assert/strict";
 *
 * const squares = squaresOver({ width: 4, height: 1 }, { side: 2, step: 2 });
 * assert.deepEqual(squares.map(({ x, y }) => [x, y]), [[0, 0], [2, 0]]);
 * assert.equal(squaresOver({ width: 4, height: 1 }, { side: 2, step: 1 }).length, 5 * 2);
 * ```
 */
export function squaresOver(
  { width, height }: Pick<GrayImage, "width" | "height">,
  { side, step }: { readonly side: number; readonly step: number },
): Box[] {
  const squares: Box[] = [];
  for (let y = step - side; y < height; y += step) {
    for (let x = step - side; x < width; x += step) {
      squares.push({ x, y, width: side, height: side });
    }
  }
  return squares;
}

/** The picture with paper in place of what is in the box. */
export function covered(image: GrayImage, box: Box): GrayImage {
  const data = image.data.slice();
  forEachPixel(image, box, (i) => data[i] = 0);
  return { ...image, data };
}

/** Whether there is ink in the box: without it, covering it changes nothing. */
export function hasInk(image: GrayImage, box: Box): boolean {
  let found = false;
  forEachPixel(image, box, (i) => found ||= image.data[i] > 0);
  return found;
}

/**
 * For each pixel, the mean of the numbers of all boxes over it; 0 where there is none.
 *
 * @param values One for each box, of any sign, and so is the result.
 */
export function meanOfCovers(
  size: Pick<GrayImage, "width" | "height">,
  boxes: readonly Box[],
  values: ArrayLike<number>,
): GrayImage {
  const counts = new Uint32Array(size.width * size.height);
  for (const box of boxes) forEachPixel(size, box, (i) => counts[i]++);
  const data = new Float32Array(counts.length);
  for (const [n, box] of boxes.entries()) {
    forEachPixel(size, box, (i) => data[i] += values[n] / counts[i]);
  }
  return { width: size.width, height: size.height, data };
}

/** Calls with the index of each pixel of the picture that is in the box. */
function forEachPixel(
  { width, height }: Pick<GrayImage, "width" | "height">,
  box: Box,
  act: (i: number) => void,
): void {
  const right = Math.min(width, box.x + box.width);
  const bottom = Math.min(height, box.y + box.height);
  for (let y = Math.max(0, box.y); y < bottom; y++) {
    for (let x = Math.max(0, box.x); x < right; x++) act(y * width + x);
  }
}
