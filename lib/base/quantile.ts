/**
 * The value that a share in [0, 1] of all values is below, such as the median for 0.5; NaN where there are none.
 *
 * It is always one of the values: of two in the middle it is the upper one, where numpy interpolates.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
