import * as tf from "@tensorflow/tfjs";

/** Multiplies the logits of `model` by `factor`, in the weights of its last dense layer. */
export function scaleLogits(model: tf.Sequential, factor: number): void {
  const dense = model.layers.findLast((layer) => layer.getClassName() === "Dense")!;
  tf.tidy(() => dense.setWeights(dense.getWeights().map((weight) => weight.mul(factor))));
}
