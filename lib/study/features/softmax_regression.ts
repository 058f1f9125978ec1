import * as tf from "@tensorflow/tfjs";
import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import { shuffledIndices } from "../../base/shuffled_indices.ts";
import { type DenseLayer, gatherRows } from "../../teach/dense_layers.ts";

/** Examples a step. */
const BATCH = 128;

/** Weight of the squared weights in the loss. */
const DECAY = 1e-5;

/** What {@linkcode softmaxRegression} takes. */
export interface SoftmaxRegressionOptions {
  /** `labels.length * n` numbers, one row of n features for each example. */
  readonly features: Float32Array;
  /** The class of each example, from 0 to `classes` - 1. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  /** Times that every example is seen; 30 when left out. */
  readonly epochs?: number;
  /** Step size at the start of Adam, falling to 0 in half a cosine; 0.005 when left out. */
  readonly learningRate?: number;
  /** Orders the examples; the weights start at 0. */
  readonly seed: number;
  readonly onProgress?: Progress;
}

/** A linear classifier: the weights of n features for each class. */
interface SoftmaxRegression extends DenseLayer {
  /** `rows * classes` probabilities for `rows * n` features, row by row. */
  predict(features: Float32Array): Float32Array;
}

/**
 * Multinomial logistic regression: class probabilities are the softmax of a linear function of the features.
 *
 * The loss, categorical cross-entropy, is convex: there is one best answer, and Adam (Kingma and Ba,
 * 2015) on small batches comes near it from any start.
 *
 * @throws {RangeError} when the features are not whole rows.
 */
export async function softmaxRegression(
  options: SoftmaxRegressionOptions,
): Promise<SoftmaxRegression> {
  const { features, labels, classes, epochs = 30, learningRate = 0.005, onProgress } = options;
  const size = labels.length;
  const length = features.length / size;
  if (!Number.isInteger(length)) {
    throw new RangeError(`${features.length} features are no whole rows for ${size} labels`);
  }
  const nextRows = shuffledIndices(size, BATCH, createRandom(options.seed));
  // A variable holds its own reference: without tidy the zeros that it starts from would stay.
  const weights = tf.tidy(() => tf.variable(tf.zeros([length, classes])));
  const bias = tf.tidy(() => tf.variable(tf.zeros([classes])));
  const optimizer = tf.train.adam(learningRate);
  const steps = Math.ceil(size / BATCH);
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let step = 0; step < steps; step++) {
        const rows = nextRows();
        const share = (epoch * steps + step) / (epochs * steps);
        // The optimiser's step size has no setter that its types know.
        (optimizer as unknown as { learningRate: number }).learningRate = learningRate *
          (1 + Math.cos(Math.PI * share)) / 2;
        tf.tidy(() => {
          const x = tf.tensor2d(gatherRows(features, length, rows), [rows.length, length]);
          const y = tf.oneHot(Int32Array.from(rows, (row) => labels[row]), classes);
          const error = tf.softmax(x.matMul(weights).add(bias)).sub(y).div(rows.length);
          optimizer.applyGradients({
            [weights.name]: x.matMul(error, true).add(weights.mul(2 * DECAY)),
            [bias.name]: error.sum(0),
          });
        });
      }
      onProgress?.(epoch + 1, epochs);
      // Lets the caller draw its progress.
      await new Promise((resume) => setTimeout(resume, 0));
    }
    const learned = {
      weights: weights.dataSync() as Float32Array,
      bias: bias.dataSync() as Float32Array,
    };
    return { ...learned, predict: (features) => predict(features, length, classes, learned) };
  } finally {
    tf.dispose([weights, bias]);
    optimizer.dispose();
  }
}

function predict(
  features: Float32Array,
  length: number,
  classes: number,
  learned: DenseLayer,
): Float32Array {
  return tf.tidy(() => {
    const x = tf.tensor2d(features, [features.length / length, length]);
    const logits = x.matMul(tf.tensor2d(learned.weights, [length, classes])).add(learned.bias);
    return tf.softmax(logits).dataSync() as Float32Array;
  });
}
