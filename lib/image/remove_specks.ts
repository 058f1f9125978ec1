import { findComponents } from "./components.ts";
import type { GrayImage } from "./gray_image.ts";
import { histogram, LEVELS, quantile } from "./otsu.ts";

/** Ink, in [0, 1], that counts as part of a stroke. */
const STROKE = 0.2;

/** A piece with less than this share of the largest one's ink is a speck: a tenth of a digit's flag. */
const SPECK = 0.04;

/**
 * Takes away dust: pieces of ink that are tiny beside the largest one.
 *
 * Where the paper itself is noisy, strokes are told from it by a threshold above the noise.
 *
 * @param image Ink, as `ink` gives it.
 */
export function removeSpecks<T extends GrayImage>(image: T): T {
  const threshold = Math.max(STROKE, paperNoise(image.data));
  const { components, labels } = findComponents(image, threshold);
  const largest = components.reduce((most, { mass }) => Math.max(most, mass), 0);
  const specks = new Set(
    components.filter(({ mass }) => mass < SPECK * largest).map(({ label }) => label),
  );
  if (specks.size === 0 && threshold === STROKE) return image;
  const data = image.data.map((value, i) => {
    // In noise, paper is whatever no stroke holds; on clean paper faint edges of strokes stay.
    return (labels[i] === 0 ? threshold > STROKE : specks.has(labels[i])) ? 0 : value;
  });
  return { ...image, data };
}

/** Where the noise of the paper ends: three deviations of what is not ink, by its median. */
function paperNoise(data: Float32Array): number {
  const counts = histogram(data).fill(0, LEVELS / 2);
  // The median absolute value of one-sided normal noise is 0.6745 deviations.
  const median = counts.some((count) => count > 0) ? quantile(counts, 0.5) : 0;
  return Math.min(0.5, 3 * median / 0.6745);
}
