import * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../dataset/dataset.ts";
import { copyLayers } from "../network/copy_layers.ts";
import { foldNormalization } from "../network/fold_normalization.ts";
import { predict } from "../network/predict.ts";
import type { DenseLayer } from "./dense_layers.ts";

/** A network in two parts: what sees, which stays, and what answers, which can be taught. */
export interface SplitNetwork {
  /** The dense layers, normalisations worked into them: relu between them, softmax at their end. */
  readonly layers: readonly DenseLayer[];
  /** What the dense layers are given of pictures: `size * n` numbers, a row for each. */
  features(dataset: Dataset): Float32Array;
  /** A network of its own with other dense layers; the last may tell more classes apart. */
  join(layers: readonly DenseLayer[]): Promise<tf.Sequential>;
  dispose(): void;
}

/**
 * Splits a network where its convolutions end, at the layer that flattens; the network is left alone.
 *
 * @throws {RangeError} when anything but dense layers with relu between them and softmax follows there.
 */
export async function splitNetwork(model: tf.Sequential): Promise<SplitNetwork> {
  const folded = await foldNormalization(model);
  const at = folded.layers.findIndex((layer) => layer.getClassName() === "Flatten");
  const behind = folded.layers.slice(at + 1);
  const dense = behind.filter((layer) => layer.getClassName() === "Dense");
  const steps = behind.flatMap(stepsOf);
  const wanted = dense.flatMap((_, i) => ["dense", i + 1 < dense.length ? "relu" : "softmax"]);
  if (at < 0 || dense.length === 0 || steps.join() !== wanted.join()) {
    folded.dispose();
    throw new RangeError(
      "only networks that end in flatten, dense layers with relu between them, and softmax can be " +
        `taught; this one ends in ${steps.join(", ") || "none of them"}`,
    );
  }
  const sees = tf.model({
    inputs: folded.inputs,
    outputs: folded.layers[at].output as tf.SymbolicTensor,
  });
  return {
    layers: dense.map((layer) => {
      const [weights, bias] = layer.getWeights().map((weight) => weight.dataSync<"float32">());
      return { weights, bias: bias ?? new Float32Array(layer.outputShape.at(-1) as number) };
    }),
    features: (dataset) => predict(sees, dataset),
    async join(layers) {
      const copy = await copyLayers(folded, folded.layers, (config, layer) => {
        const i = dense.indexOf(layer);
        if (i >= 0) Object.assign(config, { units: layers[i].bias.length, use_bias: true });
      });
      folded.layers.forEach((layer, i) => {
        const k = dense.indexOf(layer);
        if (k < 0) return copy.layers[i].setWeights(layer.getWeights());
        const { weights, bias } = layers[k];
        tf.tidy(() =>
          copy.layers[i].setWeights([
            tf.tensor2d(weights, [weights.length / bias.length, bias.length]),
            tf.tensor1d(bias),
          ])
        );
      });
      return copy;
    },
    dispose: () => folded.dispose(),
  };
}

/** What a layer does, in order: a dense layer may have its activation in itself. */
function stepsOf(layer: tf.layers.Layer): string[] {
  const name = layer.getClassName();
  const { activation } = layer.getConfig();
  const own = !activation || activation === "linear" ? [] : [String(activation)];
  return name === "Dense" ? ["dense", ...own] : name === "Activation" ? own : [name];
}
