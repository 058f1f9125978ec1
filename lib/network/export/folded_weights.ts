import type * as tf from "@tensorflow/tfjs";

/** Numbers and their shape, row-major. */
export interface Weights {
  readonly shape: number[];
  readonly data: Float32Array;
}

/** Layers whose weights can take a batch normalisation in. */
const FOLDS = ["Conv2D", "Dense"];

/** The batch normalisation that folds into layer `i`, or null where there is none. */
export function normalizationAfter(
  layers: readonly tf.layers.Layer[],
  i: number,
): tf.layers.Layer | null {
  const next = layers[i + 1];
  const folds = FOLDS.includes(layers[i].getClassName());
  return folds && next?.getClassName() === "BatchNormalization" ? next : null;
}

/**
 * A layer's kernel and bias, with the batch normalisation after it worked into them: at inference both
 * are linear, so one layer does what two did.
 *
 * @throws {TypeError} when an activation lies between the two.
 */
export function foldedWeights(
  layer: tf.layers.Layer,
  normalization: tf.layers.Layer | null,
): { kernel: Weights; bias: Float32Array } {
  const [kernelTensor, biasTensor] = layer.getWeights();
  const kernel = { shape: kernelTensor.shape, data: Float32Array.from(kernelTensor.dataSync()) };
  const outputs = kernel.shape.at(-1)!;
  const bias = biasTensor ? Float32Array.from(biasTensor.dataSync()) : new Float32Array(outputs);
  if (!normalization) return { kernel, bias };
  if (layer.getConfig().activation !== "linear") {
    throw new TypeError(
      `batch normalization "${normalization.name}" follows an activation: it cannot be folded ` +
        `into "${layer.name}"; put the activation behind it`,
    );
  }
  const epsilon = normalization.getConfig().epsilon as number;
  const [gamma, beta, mean, variance] = normalization.getWeights().map((w) => w.dataSync());
  for (let o = 0; o < outputs; o++) {
    const scale = gamma[o] / Math.sqrt(variance[o] + epsilon);
    for (let i = o; i < kernel.data.length; i += outputs) kernel.data[i] *= scale;
    bias[o] = (bias[o] - mean[o]) * scale + beta[o];
  }
  return { kernel, bias };
}
