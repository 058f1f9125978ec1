import * as tf from "@tensorflow/tfjs";
import type { Progress } from "../base/progress.ts";
import { type Dataset, toFloats } from "../dataset/dataset.ts";

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
