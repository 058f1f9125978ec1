import * as tf from "@tensorflow/tfjs";
import type { Classifier, NetworkShape } from "./classifier.ts";
import { AUGMENTATION, augmentedBatches, withAugmented } from "./digit_batches.ts";

/**
 * The digit net: five convolutions in three resolutions and one small dense layer, each followed by batch
 * normalisation and relu; 427,000 weights and 22.5 million multiply-adds for 28 x 28 pixels and ten classes.
 *
 * Takes `[batch, height, width, 1]` numbers in [0, 1], ink 1, and gives `[batch, classes]`
 * probabilities. Relu comes after pooling where the two meet: they commute, and a quarter is left to do.
 */
export function digitNetwork(
  { width = 28, height = 28, classes, seed }: NetworkShape,
): tf.Sequential {
  let weights = 0;
  const initializer = () => tf.initializers.heNormal({ seed: seed * 1000 + weights++ });
  const convolution = (
    filters: number,
    kernelSize: number,
    more: { inputShape?: number[] } = {},
  ) => [
    tf.layers.conv2d({
      filters,
      kernelSize,
      padding: "same",
      useBias: false,
      kernelInitializer: initializer(),
      ...more,
    }),
    tf.layers.batchNormalization(),
  ];
  const relu = () => tf.layers.activation({ activation: "relu" });
  const halve = () => tf.layers.maxPooling2d({ poolSize: 2, strides: 2 });

  return tf.sequential({
    layers: [
      ...convolution(32, 5, { inputShape: [height, width, 1] }),
      halve(),
      relu(),
      ...convolution(64, 3),
      relu(),
      ...convolution(64, 3),
      halve(),
      relu(),
      ...convolution(128, 3),
      relu(),
      ...convolution(128, 3),
      halve(),
      relu(),
      tf.layers.flatten(),
      tf.layers.dropout({ rate: 0.4 }),
      tf.layers.dense({ units: 128, useBias: false, kernelInitializer: initializer() }),
      tf.layers.batchNormalization(),
      relu(),
      tf.layers.dropout({ rate: 0.4 }),
      tf.layers.dense({ units: classes, kernelInitializer: initializer() }),
      tf.layers.activation({ activation: "softmax" }),
    ],
  });
}

/** The digit net on single digits, each drawn anew every time, with pieces of pictures among them. */
export const digitClassifier: Classifier = {
  input: { width: 28, height: 28, prepare: "normalize" },
  recipe: {
    epochs: 40,
    batch: 128,
    views: 1,
    peak: 0.003,
    peakFrom: 0.0004,
    beta2: 0.99,
    average: 0.999,
    augmentation: AUGMENTATION,
  },
  minutes: 50,
  learnsFromPictures: true,
  build: digitNetwork,
  batches: augmentedBatches,
  calibrationSet: withAugmented,
};
