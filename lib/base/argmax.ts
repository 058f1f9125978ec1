/** The place of the largest number of a row, the first of equal ones; -1 in an empty row, and in one that holds NaN. */
export function argmax(row: Float32Array | readonly number[]): number {
  return row.indexOf(Math.max(...row));
}
