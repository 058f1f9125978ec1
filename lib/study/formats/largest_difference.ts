/**
 * How far two lists of numbers lie apart where they differ most.
 *
 * @throws {RangeError} when they are not equally long.
 */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new RangeError(`${a.length} numbers cannot be compared with ${b.length}`);
  }
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
  return most;
}
