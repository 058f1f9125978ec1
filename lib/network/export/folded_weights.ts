import type { InferenceNode } from "./inference_graph.ts";

/** Numbers and their shape, row-major. */
export interface Weights {
  readonly shape: number[];
  readonly data: Float32Array;
}

/**
 * A layer's kernel and bias, with the batch normalisation after it worked into them: at inference both
 * are linear, so one layer does what two did.
 *
 * @throws {TypeError} when an activation lies between the two, or one works along another axis than channels.
 */
export function foldedWeights(
  { layer, config, normalization, inputs: [{ shape }] }: InferenceNode,
): { kernel: Weights; bias: Float32Array } {
  if (layer.getClassName() === "Dense" && shape.length !== 2) {
    throw new TypeError(
      `dense layer "${layer.name}" gets pictures, not rows of numbers: put a flatten before it`,
    );
  }
  const [kernelTensor, biasTensor] = layer.getWeights();
  const kernel = { shape: kernelTensor.shape, data: Float32Array.from(kernelTensor.dataSync()) };
  const outputs = kernel.shape.at(-1)!;
  const bias = biasTensor ? Float32Array.from(biasTensor.dataSync()) : new Float32Array(outputs);
  if (!normalization) return { kernel, bias };
  if (config.activation !== "linear") {
    throw new TypeError(
      `batch normalization "${normalization.name}" follows an activation: it cannot be folded ` +
        `into "${layer.name}"; put the activation behind it`,
    );
  }
  const { epsilon, scale, center, axis } = normalization.getConfig();
  if (axis !== -1 && axis !== shape.length - 1) {
    throw new TypeError(
      `batch normalization "${normalization.name}" works along axis ${axis}: only the last, the ` +
        "channels, can be folded",
    );
  }
  const statistics = normalization.getWeights().map((weight) => weight.dataSync());
  const gamma = scale ? statistics.shift()! : new Float32Array(outputs).fill(1);
  const beta = center ? statistics.shift()! : new Float32Array(outputs);
  const [mean, variance] = statistics;
  for (let o = 0; o < outputs; o++) {
    const factor = gamma[o] / Math.sqrt(variance[o] + (epsilon as number));
    for (let i = o; i < kernel.data.length; i += outputs) kernel.data[i] *= factor;
    bias[o] = (bias[o] - mean[o]) * factor + beta[o];
  }
  return { kernel, bias };
}
