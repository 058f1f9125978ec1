import * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../dataset/dataset.ts";
import { score } from "../evaluation/score.ts";
import { predict } from "./predict.ts";

/**
 * Gives a network the mean of its weights and of those that it went on from, where that is likelier to be right
 * about pictures that neither was trained on.
 *
 * It then knows what it was shown last, and forgets less of what came before (WiSE-FT, Wortsman et al. 2022).
 *
 * @param known Prepared for the network; its cross-entropy decides.
 * @returns Whether the mean was kept; if not, the network is as it was.
 */
export function keepMean(model: tf.Sequential, from: tf.Sequential, known: Dataset): boolean {
  const lossOf = () => score(predict(model, known), known.labels).loss;
  const loss = lossOf();
  const own = model.getWeights().map((weight) => weight.clone());
  tf.tidy(() =>
    model.setWeights(from.getWeights().map((weight, i) => tf.addN([weight, own[i]]).div(2)))
  );
  const isBetter = lossOf() < loss;
  if (!isBetter) model.setWeights(own);
  tf.dispose(own);
  return isBetter;
}
