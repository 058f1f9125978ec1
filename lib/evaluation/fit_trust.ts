import { ALONE, type Evidence, featuresOf, sigmoid, type Trust } from "../model/trust.ts";

/** An answer: what speaks for and against it, and whether it was right. */
export interface Judged {
  readonly evidence: Evidence;
  readonly isRight: boolean;
  /** How much it counts, above 0; 1 when left out. */
  readonly weight?: number;
}

/** Steps of Newton's method: it has converged long before. */
const STEPS = 25;

/** Pulls the weights a little towards 0, so that answers that are all right still have a best fit. */
const RIDGE = 0.1;

/**
 * Fits what makes confidences mean what they say: logistic regression on the evidence (Platt
 * 1999), by Newton's method, whose loss has one minimum.
 */
export function fitTrust(answers: readonly Judged[]): Trust {
  const names = Object.keys(featuresOf({ ...ALONE, best: 0.5 }));
  const rows = answers.map(({ evidence }) => {
    const features = featuresOf(evidence);
    return [1, ...names.map((name) => features[name])];
  });
  const weights = rows[0].map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => RIDGE * weight);
    const hessian = weights.map((_, i) => weights.map((_, j) => i === j ? RIDGE : 0));
    rows.forEach((row, n) => {
      const sum = row.reduce((total, value, i) => total + value * weights[i], 0);
      const share = sigmoid(sum);
      const { isRight, weight = 1 } = answers[n];
      const gap = weight * (share - Number(isRight));
      for (let i = 0; i < row.length; i++) {
        gradient[i] += gap * row[i];
        const curvature = weight * share * (1 - share) * row[i];
        for (let j = 0; j <= i; j++) hessian[i][j] += curvature * row[j];
      }
    });
    // It is symmetric: the other half is the same.
    hessian.forEach((row, i) => row.slice(0, i).forEach((value, j) => hessian[j][i] = value));
    solve(hessian, gradient).forEach((change, i) => weights[i] -= change);
  }
  const rounded = weights.map((weight) => Math.round(1e4 * weight) / 1e4);
  const named = Object.fromEntries(names.map((name, i) => [name, rounded[i + 1]]));
  return { bias: rounded[0], ...named };
}

/** Solves `matrix * x = values` for a positive definite matrix, by elimination. */
function solve(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, values[i]]);
  const size = values.length;
  for (let i = 0; i < size; i++) {
    for (let k = i + 1; k < size; k++) {
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j <= size; j++) rows[k][j] -= factor * rows[i][j];
    }
  }
  const x = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const known = x.reduce((sum, value, j) => sum + value * rows[i][j], 0);
    x[i] = (rows[i][size] - known) / rows[i][i];
  }
  return x;
}
