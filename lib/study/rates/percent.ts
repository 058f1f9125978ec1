/**
 * A share in [0, 1] as a percentage for a table: without the sign, which stands in the column's name.
 *
 * @param decimals Places after the point; 1 when left out.
 */
export function percent(share: number, decimals = 1): string {
  return (100 * share).toFixed(decimals);
}

/** An interval of shares as percentages. */
export function percents(interval: readonly [low: number, high: number]): string {
  return interval.map((share) => percent(share)).join(" to ");
}
