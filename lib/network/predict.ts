import * as tf from "@tensorflow/tfjs";
import { type Dataset, toFloats } from "../dataset/dataset.ts";
import type { Progress } from "../progress.ts";
import type { Score } from "./card.ts";

/** Pictures in one forward pass: enough to keep the cores busy, little enough to stay in memory. */
const BATCH = 500;

/**
 * Class probabilities of every picture of a dataset.
 *
 * @returns `size * classes` probabilities, row by row.
 */
export function predict(
  model: tf.LayersModel,
  dataset: Dataset,
  options: { onProgress?: Progress } = {},
): Float32Array {
  const { size, height, width } = dataset;
  const classes = model.outputs[0].shape[1]!;
  const probabilities = new Float32Array(size * classes);
  for (let start = 0; start < size; start += BATCH) {
    const end = Math.min(size, start + BATCH);
    const rows = tf.tidy(() => {
      const x = tf.tensor4d(toFloats(dataset, start, end), [end - start, height, width, 1]);
      return (model.predict(x) as tf.Tensor).dataSync();
    });
    probabilities.set(rows, start * classes);
    options.onProgress?.(end, size);
  }
  return probabilities;
}

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
    if (row.indexOf(Math.max(...row)) === labels[i]) right++;
  }
  return { images, loss: images ? loss / images : 0, accuracy: images ? right / images : 0 };
}

/** Share of validation pictures that the threshold may refuse. */
const REFUSED = 0.003;

/**
 * The confidence below which an answer is not to be trusted: that of the pictures, in order of confidence,
 * at which three in a thousand lie below.
 *
 * @param probabilities `images * classes` numbers of pictures that do show a class.
 */
export function confidenceThreshold(probabilities: Float32Array, images: number): number {
  const classes = probabilities.length / images;
  const confidences = Float32Array.from({ length: images }, (_, i) => {
    return Math.max(...probabilities.subarray(i * classes, (i + 1) * classes));
  }).sort();
  // Rounded down to a thousandth, so that a last bit of difference between backends changes no card.
  return Math.floor(1000 * confidences[Math.floor(REFUSED * images)]) / 1000;
}
