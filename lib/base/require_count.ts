/**
 * Refuses what cannot count anything.
 *
 * @param name What it is called where it was given.
 * @throws {RangeError} when the value is not a whole number from 1 up.
 *
 * @example
 * ```ts
 * import { requireCount } from "./require_count.ts";
 * import assert from "node:assert/strict";
 *
 * requireCount("epochs", 10);
 * assert.throws(() => requireCount("perClass", -3), /perClass is a whole number from 1 up, got -3/);
 * ```
 */
export function requireCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${name} is a whole number from 1 up, got ${value}`);
  }
}
