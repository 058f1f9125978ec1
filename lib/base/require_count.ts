/**
 * Refuses what cannot count anything.
 *
 * @param name What it is called where it was given.
 * @throws {RangeError} when the value is not a whole number from 1 up.
 */
export function requireCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${name} is a whole number from 1 up, got ${value}`);
  }
}
