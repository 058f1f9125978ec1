/**
 * The area under the ROC curve: the chance that a positive scores above a negative, a tie counting half
 * (Hanley and McNeil 1982).
 *
 * @param positives Scores of what should score high, at least one.
 * @param negatives Scores of what should score low, at least one.
 * @returns A share in [0, 1]; 0.5 is guessing.
 */
export function auroc(positives: ArrayLike<number>, negatives: ArrayLike<number>): number {
  let above = 0;
  for (let i = 0; i < positives.length; i++) {
    for (let k = 0; k < negatives.length; k++) {
      above += Number(positives[i] > negatives[k]) + Number(positives[i] === negatives[k]) / 2;
    }
  }
  return above / (positives.length * negatives.length);
}
