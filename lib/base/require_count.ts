/**
 * Passes a count: a whole number from 1 up.
 *
 * @param name What it is called where it was given.
 * @throws {RangeError} for any other value.
 */
export function requireCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${name} is a whole number from 1 up, got ${value}`);
  }
}
