/**
 * How many pixels have each level of grey, and what that tells of a picture.
 *
 * @module
 */

/** Levels that pictures are counted in. */
export const LEVELS = 256;

/** The level of a shade of grey: twice as fast as `Math.round`. */
export const levelOf = (grey: number): number => (grey * (LEVELS - 1) + 0.5) | 0;

/** How many pixels have each of {@linkcode LEVELS} levels of grey, from 0 to 1. */
export function histogram(data: Float32Array): Uint32Array {
  const counts = new Uint32Array(LEVELS);
  for (let i = 0; i < data.length; i++) counts[levelOf(data[i])]++;
  return counts;
}

/** A quantile: the lowest level, in [0, 1], that a share of the pixels does not exceed. */
export function levelAt(counts: Uint32Array, share: number): number {
  const total = counts.reduce((a, b) => a + b, 0);
  let seen = 0;
  for (let level = 0; level < LEVELS; level++) {
    seen += counts[level];
    if (seen >= share * total && seen > 0) return level / (LEVELS - 1);
  }
  return 1;
}

/**
 * The level, in [0, 1], that parts the pixels into the two groups with the least spread within (Otsu 1979).
 *
 * Pixels above it are one group, those below the other. It lies between two levels, so that no pixel's
 * rounding decides.
 */
export function otsu(counts: Uint32Array): number {
  let total = 0;
  let sum = 0;
  counts.forEach((count, level) => {
    total += count;
    sum += count * level;
  });
  let [below, belowSum, best, threshold] = [0, 0, -1, 0];
  for (let level = 0; level < LEVELS - 1; level++) {
    below += counts[level];
    belowSum += counts[level] * level;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const spread = below * above * (belowSum / below - (sum - belowSum) / above) ** 2;
    if (spread > best) [best, threshold] = [spread, level];
  }
  return (threshold + 0.5) / (LEVELS - 1);
}
