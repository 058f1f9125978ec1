import { findComponents } from "./components.ts";
import type { GrayImage } from "./gray_image.ts";
import { histogram, levelAt, LEVELS } from "./histogram.ts";

/** Ink, in [0, 1], that counts as part of a stroke. */
const STROKE = 0.2;

/** A piece with less than this share of the largest one's ink is a speck. */
const SPECK = 0.04;

/**
 * Takes away dust: pieces of ink that are tiny beside the largest one.
 *
 * Where paper fills most of the picture, `ink` has made half of the pixels 0, and no noise is seen. Elsewhere only
 * what exceeds the noise counts as a stroke.
 *
 * @param image Ink, as `ink` gives it.
 */
export function removeSpecks(image: GrayImage): GrayImage {
  const threshold = Math.max(STROKE, paperNoise(image.data));
  const { components, labels } = findComponents(image, threshold);
  const largest = components.reduce((most, { mass }) => Math.max(most, mass), 0);
  const specks = new Set(
    components.filter(({ mass }) => mass < SPECK * largest).map(({ label }) => label),
  );
  if (specks.size === 0 && threshold === STROKE) return image;
  const data = image.data.map((value, i) => {
    // Where noise is seen everything outside strokes goes; else the faint edges of strokes stay.
    return (labels[i] === 0 ? threshold > STROKE : specks.has(labels[i])) ? 0 : value;
  });
  return { ...image, data };
}

/** The upper end of the paper's noise: three standard deviations, estimated by the median. */
function paperNoise(data: Float32Array): number {
  const counts = histogram(data).fill(0, LEVELS / 2);
  // The median absolute value of one-sided normal noise is 0.6745 deviations.
  const median = counts.some((count) => count > 0) ? levelAt(counts, 0.5) : 0;
  return Math.min(0.5, 3 * median / 0.6745);
}
