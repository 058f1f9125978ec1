import * as tf from "@tensorflow/tfjs";
import { type Dataset, toFloats } from "../dataset/dataset.ts";
import { numbersOf } from "./numbers_of.ts";

/** Pixels in one forward pass, 500 digits of 28 x 28: enough to keep the cores busy, little enough for memory. */
const PIXELS = 500 * 28 * 28;

/**
 * What a network gives for every picture of a dataset: of a classifier, the probabilities of its classes.
 *
 * @returns `size * n` numbers, a row of n outputs for each picture.
 */
export function predict(model: tf.LayersModel, dataset: Dataset): Float32Array {
  const { size, height, width } = dataset;
  const length = tf.util.sizeFromShape(model.outputs[0].shape.slice(1) as number[]);
  const outputs = new Float32Array(size * length);
  const batch = Math.max(1, Math.floor(PIXELS / (height * width)));
  for (let start = 0; start < size; start += batch) {
    const end = Math.min(size, start + batch);
    const rows = numbersOf(() => {
      const x = tf.tensor4d(toFloats(dataset, start, end), [end - start, height, width, 1]);
      return model.predict(x) as tf.Tensor;
    });
    outputs.set(rows, start * length);
  }
  return outputs;
}
