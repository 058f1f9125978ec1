/**
 * How far two lists of numbers lie apart where they differ most.
 *
 * @throws {RangeError} when they are not equally long.
 *
 * @example
 * ```ts
 * import { largestDifference } from "./largest_difference.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(largestDifference([1, 2, 3], [1, 4, 2]), 2);
 * ```
 */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new RangeError(`${a.length} numbers cannot be compared with ${b.length}`);
  }
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
  return most;
}
