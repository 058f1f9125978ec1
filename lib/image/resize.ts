import type { Box, GrayImage } from "./gray_image.ts";

/**
 * Resamples a part of a picture to `width` by `height` pixels.
 *
 * Shrinking averages over everything that falls into a pixel, so that thin strokes fade instead of
 * breaking up; enlarging is bilinear. Both are the triangle filter of Pillow's `BILINEAR`, axis by axis.
 *
 * @param box The part, in pixels of `image`; fractions are allowed. The whole picture when left out.
 */
export function resize(image: GrayImage, width: number, height: number, box?: Box): GrayImage {
  const part = box ?? { x: 0, y: 0, width: image.width, height: image.height };
  const columns = triangleFilter(image.width, part.x, part.width, width);
  const rows = triangleFilter(image.height, part.y, part.height, height);
  // Rows that no output pixel reads are not worth narrowing.
  const top = rows.starts[0];
  const bottom = rows.starts[height - 1] + rows.weights[height - 1].length;
  const narrow = new Float32Array(width * (bottom - top));
  for (let y = top; y < bottom; y++) {
    for (let x = 0; x < width; x++) {
      const weights = columns.weights[x];
      let at = y * image.width + columns.starts[x];
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * image.data[at++];
      narrow[(y - top) * width + x] = sum;
    }
  }
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const weights = rows.weights[y];
    for (let k = 0; k < weights.length; k++) {
      const from = (rows.starts[y] + k - top) * width;
      for (let x = 0; x < width; x++) data[y * width + x] += weights[k] * narrow[from + x];
    }
  }
  return { width, height, data };
}

/** For each output pixel, the first input pixel that it reads and the weights from there on. */
function triangleFilter(
  size: number,
  start: number,
  length: number,
  outputs: number,
): { starts: number[]; weights: Float64Array[] } {
  const scale = length / outputs;
  const reach = Math.max(1, scale);
  const starts: number[] = [];
  const weights: Float64Array[] = [];
  for (let i = 0; i < outputs; i++) {
    const centre = start + (i + 0.5) * scale;
    const first = Math.min(size - 1, Math.max(0, Math.floor(centre - reach + 0.5)));
    const last = Math.max(first + 1, Math.min(size, Math.floor(centre + reach + 0.5)));
    const row: number[] = [];
    let total = 0;
    for (let k = first; k < last; k++) {
      const weight = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / reach);
      row.push(weight);
      total += weight;
    }
    starts.push(first);
    // Outside the picture there is nothing to read: the nearest pixel stands for it.
    weights.push(Float64Array.from(total > 0 ? row.map((weight) => weight / total) : [1]));
  }
  return { starts, weights };
}
