/**
 * Shares as they stand in tables: percentages without their sign, which the column's name has.
 *
 * @module
 */

/**
 * A share in [0, 1] as a percentage.
 *
 * @param decimals Places after the point; 1 when left out.
 *
 * @example
 * ```ts
 * import { percent, percents } from "./percent.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(percent(0.9146), "91.5");
 * assert.equal(percents([0.884, 0.939]), "88.4 to 93.9");
 * ```
 */
export function percent(share: number, decimals = 1): string {
  return (100 * share).toFixed(decimals);
}

/** An interval of shares as percentages. */
export function percents(interval: readonly [low: number, high: number]): string {
  return interval.map((share) => percent(share)).join(" to ");
}
