import * as tf from "@tensorflow/tfjs";
import type { Random } from "../base/random.ts";
import { confidenceThreshold } from "../evaluation/confidence_threshold.ts";
import { fitTemperature } from "../evaluation/fit_temperature.ts";
import type { ModelCard } from "../model/card.ts";
import type { Classifier } from "./classifier.ts";
import { predict } from "./predict.ts";
import { scoreOn, scoreParts } from "./score_on.ts";
import type { TrainOptions } from "./train.ts";
import { readWeights, writeWeights } from "./weight_vector.ts";

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
 * `data.validation` decides: as it stands on the threshold; as the classifier's calibration set, which is made of it,
 * on the mean and the temperature. `data.test` is looked at once.
 */
export function settle(
  model: tf.Sequential,
  { classifier, data, from, random, onProgress }: SettleOptions,
): Settled {
  const calibrationSet = classifier.calibrationSet?.(data.validation, random, onProgress) ??
    data.validation;
  const isMean = from !== undefined &&
    keepMean(model, from, () => scoreOn(model, calibrationSet).loss);
  scaleLogits(model, 1 / fitTemperature(predict(model, calibrationSet), calibrationSet.labels));
  return {
    isMean,
    threshold: confidenceThreshold(predict(model, data.validation), data.validation.size),
    metrics: scoreParts(model, data),
  };
}

/**
 * Gives a network the mean of its weights and of those that it went on from, where that has the smaller loss.
 *
 * It then knows what it was shown last, and forgets less of what came before (WiSE-FT, Wortsman et al. 2022).
 *
 * @param from A network of the same layers, with the weights from before.
 * @param lossOf Gives the network's loss on what neither was trained on.
 * @returns Whether the mean was kept; if not, the network is as it was.
 */
export function keepMean(
  model: tf.LayersModel,
  from: tf.LayersModel,
  lossOf: () => number,
): boolean {
  const weights = model.layers.flatMap((layer) => layer.weights);
  const own = readWeights(weights);
  const mean = tf.tidy(() => {
    const before = readWeights(from.layers.flatMap((layer) => layer.weights));
    return tf.addN([own, before]).div(2);
  });
  const loss = lossOf();
  writeWeights(weights, mean);
  const isBetter = lossOf() < loss;
  if (!isBetter) writeWeights(weights, own);
  tf.dispose([own, mean]);
  return isBetter;
}

/** Multiplies the logits of `model` by `factor`, in the weights of its last dense layer. */
export function scaleLogits(model: tf.Sequential, factor: number): void {
  const dense = model.layers.findLast((layer) => layer.getClassName() === "Dense")!;
  tf.tidy(() => dense.setWeights(dense.getWeights().map((weight) => weight.mul(factor))));
}
