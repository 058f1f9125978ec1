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
  const bottom = rows.starts[height - 1] + rows.counts[height - 1];
  const narrow = new Float32Array(width * (bottom - top));
  for (let y = top, to = 0; y < bottom; y++) {
    for (let x = 0; x < width; x++, to++) {
      let from = y * image.width + columns.starts[x];
      let sum = 0;
      for (let k = x * columns.most, end = k + columns.counts[x]; k < end; k++) {
        sum += columns.weights[k] * image.data[from++];
      }
      narrow[to] = sum;
    }
  }
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < rows.counts[y]; k++) {
      const weight = rows.weights[y * rows.most + k];
      let from = (rows.starts[y] + k - top) * width;
      for (let to = y * width, end = to + width; to < end; to++) {
        data[to] += weight * narrow[from++];
      }
    }
  }
  return { width, height, data };
}

/** What each output pixel is the sum of, along one axis. */
interface Filter {
  /** For each output pixel, the first input pixel that it reads. */
  readonly starts: Int32Array;
  /** How many it reads. */
  readonly counts: Int32Array;
  /** Their weights, those of the `i`-th from `i * most` on. One array: one for every pixel takes twice as long. */
  readonly weights: Float64Array;
  readonly most: number;
}

function triangleFilter(size: number, start: number, length: number, outputs: number): Filter {
  const scale = length / outputs;
  const reach = Math.max(1, scale);
  const most = Math.ceil(2 * reach) + 1;
  const starts = new Int32Array(outputs);
  const counts = new Int32Array(outputs);
  const weights = new Float64Array(outputs * most);
  for (let i = 0; i < outputs; i++) {
    const centre = start + (i + 0.5) * scale;
    const first = Math.min(size - 1, Math.max(0, Math.floor(centre - reach + 0.5)));
    const last = Math.max(first + 1, Math.min(size, Math.floor(centre + reach + 0.5)));
    const own = weights.subarray(i * most, i * most + last - first);
    let total = 0;
    for (let k = first; k < last; k++) {
      own[k - first] = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / reach);
      total += own[k - first];
    }
    starts[i] = first;
    // Outside the picture there is nothing to read: the nearest pixel stands for it.
    counts[i] = total > 0 ? last - first : 1;
    for (let k = 0; k < counts[i]; k++) own[k] = total > 0 ? own[k] / total : 1;
  }
  return { starts, counts, weights, most };
}
