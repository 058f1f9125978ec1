import * as tf from "@tensorflow/tfjs";
import type { Progress } from "../base/progress.ts";
import { type Dataset, toFloats } from "../dataset/dataset.ts";

/** Pictures in one forward pass: enough to keep the cores busy, little enough to stay in memory. */
const BATCH = 500;

/**
 * What a network gives for every picture of a dataset: of a classifier, the probabilities of its classes.
 *
 * @returns `size * n` numbers, a row of n outputs for each picture.
 */
export function predict(
  model: tf.LayersModel,
  dataset: Dataset,
  options: { onProgress?: Progress } = {},
): Float32Array {
  const { size, height, width } = dataset;
  const length = tf.util.sizeFromShape(model.outputs[0].shape.slice(1) as number[]);
  const outputs = new Float32Array(size * length);
  for (let start = 0; start < size; start += BATCH) {
    const end = Math.min(size, start + BATCH);
    const rows = tf.tidy(() => {
      const x = tf.tensor4d(toFloats(dataset, start, end), [end - start, height, width, 1]);
      return (model.predict(x) as tf.Tensor).dataSync();
    });
    outputs.set(rows, start * length);
    options.onProgress?.(end, size);
  }
  return outputs;
}
