import type { GrayImage } from "./gray_image.ts";

/**
 * The channels of a picture that has many, one picture each.
 *
 * @param values `[height, width, channels]`, row-major, of any sign.
 * @returns Divided by the largest magnitude of all: in [-1, 1].
 *
 * @example
 * ```ts
 * import { channelImages } from "./channel_images.ts";
 * import assert from "node:assert/strict";
 *
 * const size = { width: 2, height: 1, channels: 2 };
 * const [first, second] = channelImages(Float32Array.of(1, -4, 2, 0), size);
 * assert.deepEqual([[...first.data], [...second.data]], [[0.25, 0.5], [-1, 0]]);
 * ```
 */
export function channelImages(
  values: Float32Array,
  { width, height, channels }: { width: number; height: number; channels: number },
): GrayImage[] {
  const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || 1;
  return Array.from({ length: channels }, (_, channel) => ({
    width,
    height,
    data: Float32Array.from(
      { length: width * height },
      (_, pixel) => values[pixel * channels + channel] / largest,
    ),
  }));
}
