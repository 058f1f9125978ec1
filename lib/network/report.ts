import * as tf from "@tensorflow/tfjs";
import type { Classifier, NetworkShape } from "./classifier.ts";
import { shuffledBatches } from "./shuffled_batches.ts";

/** Shape of {@linkcode reportNetwork}: 64 x 64 pixels, as in the original report, when left out. */
interface ReportNetworkOptions extends NetworkShape {
  /** Share of the first dense layer's outputs that training drops at random; the report's is 0. */
  readonly dropout?: number;
}

/**
 * The report CNN: the network of the original student report, layer for layer.
 *
 * Conv 32 3x3 relu, MaxPool 2, Flatten, Dense 128 relu, Dense n softmax; for 64 x 64 pixels and ten
 * classes 3.9 million weights, nearly all of them between Flatten and the first Dense.
 *
 * Takes `[batch, height, width, 1]` numbers in [0, 1] and gives `[batch, classes]` probabilities.
 */
export function reportNetwork(options: ReportNetworkOptions): tf.Sequential {
  const { width = 64, height = 64, classes, seed, dropout = 0 } = options;
  const initializer = (layer: number) =>
    tf.initializers.glorotUniform({ seed: seed * 1000 + layer });
  return tf.sequential({
    layers: [
      tf.layers.conv2d({
        filters: 32,
        kernelSize: 3,
        activation: "relu",
        kernelInitializer: initializer(0),
        inputShape: [height, width, 1],
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: "relu", kernelInitializer: initializer(1) }),
      ...(dropout > 0 ? [tf.layers.dropout({ rate: dropout })] : []),
      tf.layers.dense({ units: classes, kernelInitializer: initializer(2) }),
      tf.layers.activation({ activation: "softmax" }),
    ],
  });
}

/** What one writer's own drawings differ by; shift and elastic in pixels of 64. */
const BENDS = { rotation: 8, shear: 0.1, scale: 1.12, aspect: 1.12, shift: 4, elastic: 1 };

/** The report CNN on whole pictures, each gently warped anew every time. */
export const reportClassifier: Classifier = {
  input: { width: 64, height: 64, prepare: "resize" },
  recipe: {
    epochs: 10,
    batch: 32,
    views: 4,
    peak: 0.001,
    peakFrom: 0.0001,
    beta2: 0.999,
    average: 0,
    augmentation: { bends: BENDS },
  },
  minutes: 40,
  learnsFromPictures: false,
  build: reportNetwork,
  batches: ({ dataset, batch, random }) =>
    Promise.resolve(shuffledBatches({ dataset, batch, random, bends: BENDS }).nextBatch),
};
