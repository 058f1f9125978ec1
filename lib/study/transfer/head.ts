/** The head of a network, its last dense layer: what it is, what it works on, and how to put on another one. */
import * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../../dataset/dataset.ts";
import { predict } from "../../network/predict.ts";
import { copyLayers } from "../../network/copy_layers.ts";
import type { DenseLayer } from "../../teach/dense_layers.ts";

/**
 * What a layer makes of pictures.
 *
 * @returns `size * n` numbers, a row of n features for each picture.
 */
export function featuresAt(
  model: tf.Sequential,
  layer: tf.layers.Layer,
  dataset: Dataset,
): Float32Array {
  const outputs = layer.output as tf.SymbolicTensor;
  return predict(tf.model({ inputs: model.inputs, outputs }), dataset);
}

/**
 * The head, and the layer whose output it works on.
 *
 * @throws {RangeError} when the network has no dense layer after its first layer.
 */
export function headOf(model: tf.Sequential): DenseLayer & { readonly on: tf.layers.Layer } {
  const index = model.layers.findLastIndex((layer) => layer.getClassName() === "Dense");
  if (index < 1) throw new RangeError("the network has no dense layer that works on another one");
  const [weights, bias] = model.layers[index].getWeights();
  return {
    weights: weights.dataSync() as Float32Array,
    bias: bias.dataSync() as Float32Array,
    on: model.layers[index - 1],
  };
}

/** A new network: a copy of the layers up to `layer`, and a head with softmax that fits what it gives. */
export async function withHead(
  model: tf.Sequential,
  layer: tf.layers.Layer,
  { weights, bias }: DenseLayer,
): Promise<tf.Sequential> {
  const kept = model.layers.slice(0, model.layers.indexOf(layer) + 1);
  const copy = await copyLayers(model, kept);
  kept.forEach((one, i) => copy.layers[i].setWeights(one.getWeights()));
  const dense = tf.layers.dense({ units: bias.length, kernelInitializer: "zeros", name: "head" });
  copy.add(dense);
  copy.add(tf.layers.activation({ activation: "softmax", name: "probabilities" }));
  tf.tidy(() =>
    dense.setWeights([
      tf.tensor2d(weights, [weights.length / bias.length, bias.length]),
      tf.tensor1d(bias),
    ])
  );
  return copy;
}
