/**
 * The area under the ROC curve: the chance that a positive scores above a negative, a tie counting half
 * (Hanley and McNeil 1982).
 *
 * @param positives Scores of what should score high, at least one.
 * @param negatives Scores of what should score low, at least one.
 * @returns A share in [0, 1]; 0.5 is guessing.
 */
export function auroc(positives: ArrayLike<number>, negatives: ArrayLike<number>): number {
  const sorted = Float64Array.from(negatives).sort();
  let above = 0;
  for (let i = 0; i < positives.length; i++) {
    above += (countBelow(sorted, positives[i], false) + countBelow(sorted, positives[i], true)) / 2;
  }
  return above / (positives.length * negatives.length);
}

/** How many of the sorted numbers are below `value`, or equal to it too. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
