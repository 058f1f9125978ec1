import type * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../../dataset/dataset.ts";
import { softmaxRegression } from "../features/softmax_regression.ts";
import { featuresAt, withHead } from "./head.ts";

/**
 * A network for other classes, out of one that has learned to see.
 *
 * The convolutions stay as they are, what they give serves as features; all that comes after them is
 * replaced by a new last layer, a softmax regression, which alone is trained. Early layers serve other
 * tasks well, late ones serve their own (Yosinski, Clune, Bengio and Lipson, "How transferable are features
 * in deep neural networks?", 2014). The network given is left alone.
 *
 * @param train Examples of the new classes, prepared for the network; a few of each are enough.
 * @param seed Orders them.
 * @returns A new network whose classes are those of `train`.
 * @throws {RangeError} when the network has no flatten layer, where its convolutions would end.
 */
export async function transfer(
  model: tf.Sequential,
  { train, seed }: { readonly train: Dataset; readonly seed: number },
): Promise<tf.Sequential> {
  const flatten = model.layers.find((layer) => layer.getClassName() === "Flatten");
  if (!flatten) throw new RangeError("the network has no flatten layer after its convolutions");
  const learned = await softmaxRegression({
    features: featuresAt(model, flatten, train),
    labels: train.labels,
    classes: train.classes.length,
    epochs: 100,
    seed,
  });
  return await withHead(model, flatten, learned);
}
