import { argmax } from "../evaluation/metrics.ts";

/** A picture that was answered wrongly. */
interface Mistake {
  /** Of the picture in its dataset. */
  readonly index: number;
  readonly label: number;
  readonly answer: number;
  /** Probability of the answer, in [0, 1]. */
  readonly confidence: number;
}

/**
 * The wrong answers, the most confident first.
 *
 * @param probabilities `labels.length * classes` numbers, row by row.
 */
export function mistakes(probabilities: Float32Array, labels: ArrayLike<number>): Mistake[] {
  const classes = probabilities.length / labels.length;
  return [...argmax(probabilities, classes)].map((answer, index) => ({
    index,
    label: labels[index],
    answer,
    confidence: probabilities[index * classes + answer],
  })).filter(({ answer, label }) => answer !== label).sort((a, b) => b.confidence - a.confidence);
}
