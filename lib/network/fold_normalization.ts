import * as tf from "@tensorflow/tfjs";
import { foldedWeights } from "./export/folded_weights.ts";
import { cannotWrite, inferenceGraph } from "./export/inference_graph.ts";
import { copyLayers } from "./copy_layers.ts";

/**
 * A network that answers the same without batch normalisation: each one's learned scale and shift, and the
 * statistics of the pictures it was trained on, are worked into the layer before it. Dropout is left out.
 *
 * For training on: a normalisation would take its statistics from the few new pictures of a batch, and
 * keep others for its answers.
 *
 * @throws {TypeError} when a normalisation does not follow a convolution or dense layer directly.
 */
export async function foldNormalization(model: tf.Sequential): Promise<tf.Sequential> {
  const { nodes } = inferenceGraph(model);
  const astray = nodes.find(({ layer }) => layer.getClassName() === "BatchNormalization");
  if (astray) throw cannotWrite(astray);
  const copy = await copyLayers(model, nodes.map(({ layer }) => layer), (config, layer) => {
    if (nodes.find((one) => one.layer === layer)!.normalization) config.use_bias = true;
  });
  nodes.forEach((one, i) => {
    if (one.layer.getWeights().length === 0) return;
    const { kernel, bias } = foldedWeights(one);
    const hasBias = copy.layers[i].getWeights().length > 1;
    tf.tidy(() =>
      copy.layers[i].setWeights([
        tf.tensor(kernel.data, kernel.shape),
        ...hasBias ? [tf.tensor1d(bias)] : [],
      ])
    );
  });
  return copy;
}
