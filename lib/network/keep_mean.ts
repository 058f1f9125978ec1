import * as tf from "@tensorflow/tfjs";
import { readWeights, writeWeights } from "./weight_vector.ts";

/**
 * Gives a network the mean of its weights and of those that it went on from, where that has the smaller loss.
 *
 * It then knows what it was shown last, and forgets less of what came before (WiSE-FT, Wortsman et al. 2022).
 *
 * @param from What `readWeights` made of all layers' weights before.
 * @param lossOf Gives the network's loss on what neither was trained on.
 * @returns Whether the mean was kept; if not, the network is as it was.
 */
export function keepMean(model: tf.LayersModel, from: tf.Tensor, lossOf: () => number): boolean {
  const weights = model.layers.flatMap((layer) => layer.weights);
  const own = readWeights(weights);
  const mean = tf.tidy(() => tf.addN([own, from]).div(2));
  const loss = lossOf();
  writeWeights(weights, mean);
  const isBetter = lossOf() < loss;
  if (!isBetter) writeWeights(weights, own);
  tf.dispose([own, mean]);
  return isBetter;
}
