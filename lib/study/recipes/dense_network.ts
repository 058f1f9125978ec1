import * as tf from "@tensorflow/tfjs";
import type { NetworkShape } from "../../network/classifier.ts";

/**
 * The report CNN without its convolution: a multilayer perceptron, Flatten, Dense 128 relu, Dense n softmax.
 *
 * Takes and gives what `reportNetwork` does.
 */
export function denseNetwork(
  { width = 64, height = 64, classes, seed }: NetworkShape,
): tf.Sequential {
  const initializer = (layer: number) =>
    tf.initializers.glorotUniform({ seed: seed * 1000 + layer });
  return tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [height, width, 1] }),
      tf.layers.dense({ units: 128, activation: "relu", kernelInitializer: initializer(0) }),
      tf.layers.dense({ units: classes, kernelInitializer: initializer(1) }),
      tf.layers.activation({ activation: "softmax" }),
    ],
  });
}
