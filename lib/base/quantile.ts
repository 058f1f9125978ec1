/**
 * The value that a share in [0, 1] of all values stays below, such as the median for 0.5; NaN of none.
 *
 * It is one of the values: the upper of two middles, and nothing between two as numpy's is.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
