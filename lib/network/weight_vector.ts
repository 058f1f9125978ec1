/** A network's weights end to end: what averages, keeps and restores them needs one operation. */
import * as tf from "@tensorflow/tfjs";

/** All weights as one vector, which the caller disposes of. */
export function readWeights(weights: readonly tf.LayerVariable[]): tf.Tensor {
  return tf.tidy(() => tf.concat(weights.map((weight) => weight.read().flatten())));
}

/** Gives the weights the numbers of a vector that {@linkcode readWeights} made. */
export function writeWeights(weights: readonly tf.LayerVariable[], vector: tf.Tensor): void {
  tf.tidy(() => {
    const sizes = weights.map((weight) => tf.util.sizeFromShape(weight.shape as number[]));
    tf.split(vector, sizes).forEach((part, i) => {
      weights[i].write(part.reshape(weights[i].shape as number[]));
    });
  });
}
