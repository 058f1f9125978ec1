import { argmax } from "../base/argmax.ts";
import type { Score } from "../model/card.ts";

/**
 * Loss and accuracy of probabilities against labels.
 *
 * @param probabilities `labels.length * classes` numbers, row by row.
 */
export function score(probabilities: Float32Array, labels: ArrayLike<number>): Score {
  const images = labels.length;
  const classes = images > 0 ? probabilities.length / images : 0;
  let loss = 0;
  let right = 0;
  for (let i = 0; i < images; i++) {
    const row = probabilities.subarray(i * classes, (i + 1) * classes);
    // The least positive float32 keeps one confident mistake from making the mean infinite.
    loss -= Math.log(Math.max(row[labels[i]], 1e-45));
    if (argmax(row) === labels[i]) right++;
  }
  return { images, loss: images ? loss / images : 0, accuracy: images ? right / images : 0 };
}
