import * as tf from "@tensorflow/tfjs";
import type { Random } from "../base/random.ts";
import { confidenceThreshold } from "../evaluation/confidence_threshold.ts";
import { fitTemperature } from "../evaluation/fit_temperature.ts";
import type { ModelCard } from "../model/card.ts";
import type { Classifier } from "./classifier.ts";
import { keepMean } from "./keep_mean.ts";
import { predict } from "./predict.ts";
import { scoreOn, scoreParts } from "./score_on.ts";
import type { TrainOptions } from "./train.ts";
import { readWeights } from "./weight_vector.ts";

interface SettleOptions extends Pick<TrainOptions, "data" | "from" | "onProgress"> {
  readonly classifier: Classifier;
  readonly random: Random;
}

/** What is known of a classifier once it is trained. */
export interface Settled {
  /** Whether its weights are the mean of what it came to and of what it went on from: see `keepMean`. */
  readonly isMean: boolean;
  /** See `ModelCard.threshold`. */
  readonly threshold: number;
  readonly metrics: ModelCard["metrics"];
}

/**
 * Ends a training: keeps the mean with what it went on from where that is better, makes confidences right by a
 * temperature, chooses the threshold, and measures.
 *
 * `data.validation` decides all of it: as it is chooses the threshold, and the classifier's calibration set, made of
 * it, the mean and the temperature. `data.test` is looked at once.
 */
export function settle(
  model: tf.Sequential,
  { classifier, data, from, random, onProgress }: SettleOptions,
): Settled {
  const calibrationSet = classifier.calibrationSet?.(data.validation, random, onProgress) ??
    data.validation;
  let isMean = false;
  if (from) {
    const begun = readWeights(from.layers.flatMap((layer) => layer.weights));
    isMean = keepMean(model, begun, () => scoreOn(model, calibrationSet).loss);
    begun.dispose();
  }
  scaleLogits(model, 1 / fitTemperature(predict(model, calibrationSet), calibrationSet.labels));
  return {
    isMean,
    threshold: confidenceThreshold(predict(model, data.validation), data.validation.size),
    metrics: scoreParts(model, data),
  };
}

/** Multiplies the logits of `model` by `factor`, in the weights of its last dense layer. */
export function scaleLogits(model: tf.Sequential, factor: number): void {
  const dense = model.layers.findLast((layer) => layer.getClassName() === "Dense")!;
  tf.tidy(() => dense.setWeights(dense.getWeights().map((weight) => weight.mul(factor))));
}
