import type { Dataset } from "../../dataset/dataset.ts";
import { argmax, measure } from "../../evaluation/metrics.ts";
import { score } from "../../evaluation/score.ts";
import { softmaxRegression, type SoftmaxRegressionOptions } from "./softmax_regression.ts";

/** What {@linkcode linearProbe} takes. */
export interface LinearProbeOptions
  extends Pick<SoftmaxRegressionOptions, "epochs" | "learningRate" | "seed" | "onProgress"> {
  readonly train: Dataset;
  /** Pictures of the same classes, none of them in `train`. */
  readonly test: Dataset;
  /** Turns pictures into numbers: `size` rows of one length. */
  readonly features: (dataset: Dataset) => Float32Array;
}

/** How well a linear classifier reads pictures from their features. */
export interface LinearProbe {
  /** Numbers for each picture. */
  readonly length: number;
  /** Share of the training pictures answered rightly, in [0, 1]. */
  readonly trainAccuracy: number;
  /** Share of the test pictures answered rightly, in [0, 1], and its 95 % interval. */
  readonly accuracy: number;
  readonly accuracy95: readonly [low: number, high: number];
  /** The answer to each test picture, as an index into its classes. */
  readonly answers: Uint8Array;
}

/**
 * Measures features by how well a linear classifier reads pictures from them (a "linear probe", Alain and
 * Bengio, 2017). It only draws planes: classes that it mixes up are not separated by the features.
 *
 * @throws {RangeError} when there is nothing to train or to test on.
 */
export async function linearProbe(options: LinearProbeOptions): Promise<LinearProbe> {
  const { train, test, features, ...learning } = options;
  if (train.size === 0 || test.size === 0) {
    throw new RangeError(
      `a probe needs pictures on both sides, got ${train.size} to train on and ${test.size} to test`,
    );
  }
  const classes = train.classes.length;
  const trainFeatures = features(train);
  const classifier = await softmaxRegression({
    features: trainFeatures,
    labels: train.labels,
    classes,
    ...learning,
  });
  const probabilities = classifier.predict(features(test));
  const { accuracy, accuracy95 } = measure(probabilities, test.labels, train.classes);
  return {
    length: trainFeatures.length / train.size,
    trainAccuracy: score(classifier.predict(trainFeatures), train.labels).accuracy,
    accuracy,
    accuracy95,
    answers: argmax(probabilities, classes),
  };
}
