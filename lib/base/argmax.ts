/** The index of the largest number of a row, the first of equal ones; -1 where the row is empty or holds NaN. */
export function argmax(row: Float32Array | readonly number[]): number {
  return row.indexOf(Math.max(...row));
}
