/**
 * The place of the largest number of a row, the first of equal ones; -1 in an empty row.
 *
 * @example
 * ```ts
 * import { argmax } from "./argmax.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(argmax([0.25, 0.5, 0.25]), 1);
 * ```
 */
export function argmax(row: Float32Array | readonly number[]): number {
  return row.indexOf(Math.max(...row));
}
