/**
 * The forward pass of a training step, with gradients by fused kernels where the backend has them.
 *
 * tfjs differentiates batch normalisation and relu as a dozen small operations each and always computes
 * both gradients of a convolution layer, the one for the first layer's pixels too. TensorFlow has one
 * kernel for each of these. With them a training step of the digit net takes about half the time; the
 * numbers are the same to rounding, which tests check, all but running variances: these follow a batch's
 * unbiased variance, n / (n - 1) of the one that tfjs follows, for n numbers a channel. Other backends take
 * tfjs's own way.
 */
import * as tf from "@tensorflow/tfjs";
import { isNative, nativeOp } from "../backend/native_op.ts";
import type { Random } from "../base/random.ts";

/**
 * The raw outputs of `model` for the batch `x`, in training mode: dropout drops, running statistics move.
 *
 * @param model Softmax activations at its ends are left out: the losses work on logits.
 * @param x `[batch, height, width, channels]`.
 * @param random Chooses what dropout drops; tfjs's own dropout cannot be seeded without repeating itself.
 * @returns One tensor an output, of its shape.
 */
export function trainingPass(model: tf.LayersModel, x: tf.Tensor, random: Random): tf.Tensor[] {
  const native = isNative();
  const values = new Map([[model.inputs[0].id, x]]);
  // Layers come in an order in which each stands behind those that it reads.
  for (const layer of model.layers) {
    const { id } = layer.output as tf.SymbolicTensor;
    if (layer.getClassName() === "InputLayer") continue;
    const inputs = [layer.input].flat().map((input) => values.get(input.id)!);
    values.set(id, pass(model, layer, inputs, native, random));
  }
  return model.outputs.map(({ id }) => values.get(id)!);
}

function pass(
  model: tf.LayersModel,
  layer: tf.layers.Layer,
  inputs: tf.Tensor[],
  native: boolean,
  random: Random,
): tf.Tensor {
  const [input] = inputs;
  const config = layer.getConfig();
  const isEnd = model.outputs.includes(layer.output as tf.SymbolicTensor);
  if (isEnd && config.activation === "softmax" && layer.getClassName() === "Activation") {
    return input;
  }
  if (layer.getClassName() === "Dropout") return drop(input, config.rate as number, random);
  return (native && fusedPass(layer, input)) ||
    layer.apply(inputs.length > 1 ? inputs : input, { training: true }) as tf.Tensor;
}

/** Zeroes a share of the numbers and scales the rest up (Srivastava et al. 2014). */
function drop(x: tf.Tensor, rate: number, random: Random): tf.Tensor {
  const mask = new Float32Array(x.size);
  for (let i = 0; i < mask.length; i++) mask[i] = random.uniform() < rate ? 0 : 1 / (1 - rate);
  return x.mul(tf.tensor(mask, x.shape));
}

/** The layer by fused kernels, or null where there is none for it. */
function fusedPass(layer: tf.layers.Layer, x: tf.Tensor): tf.Tensor | null {
  const config = layer.getConfig();
  if (config.dataFormat === "channelsFirst") return null;
  switch (layer.getClassName()) {
    case "Conv2D":
      // Unlike the layer's own call, this one computes only the gradients that are asked for.
      return biasAndActivation(layer, (kernel) =>
        tf.conv2d(
          x as tf.Tensor4D,
          kernel as tf.Tensor4D,
          config.strides as [number, number],
          config.padding as "same" | "valid",
          "NHWC",
          config.dilationRate as [number, number],
        ));
    case "Dense":
      return biasAndActivation(layer, (kernel) => tf.matMul(x, kernel));
    case "MaxPooling2D":
      return poolMax(x, config);
    case "BatchNormalization":
      return normalizeBatch(layer, x);
    case "Activation":
      return config.activation === "relu" ? rectify(x) : null;
    case "UpSampling2D":
      return config.interpolation === "nearest" ? repeat(x, config.size as [number, number]) : null;
  }
  return null;
}

/** What a layer of weights makes of its product; null for an activation that has no fused kernel here. */
function biasAndActivation(
  layer: tf.layers.Layer,
  multiply: (kernel: tf.Tensor) => tf.Tensor,
): tf.Tensor | null {
  const { activation } = layer.getConfig();
  if (activation !== "linear" && activation !== "relu") return null;
  const [kernel, bias] = layer.weights.map((weight) => weight.read());
  const product = multiply(kernel);
  const sum = bias ? addBias(product, bias) : product;
  return activation === "relu" ? rectify(sum) : sum;
}

const addBias = tf.customGrad((x, bias) => ({
  value: nativeOp("BiasAdd", [x as tf.Tensor, bias as tf.Tensor])[0],
  gradFunc: (dy: tf.Tensor) => [dy.clone(), nativeOp("BiasAddGrad", [dy])[0]],
}));

const rectify = tf.customGrad((x, save) => {
  const y = tf.relu(x as tf.Tensor);
  (save as tf.GradSaveFunc)([y]);
  return {
    value: y,
    gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => nativeOp("ReluGrad", [dy, saved])[0],
  };
});

/**
 * The largest number of each pool, by oneDNN's kernels, which remember where it was: the gradient takes a
 * tenth of the time of TensorFlow's plain kernel, and the numbers are the same. TensorFlow takes them by
 * itself in Keras's graphs alone. Null where it was built without them, as on processors other than x86.
 */
function poolMax(x: tf.Tensor, config: tf.serialization.ConfigDict): tf.Tensor | null {
  const size = config.poolSize as [number, number];
  const attributes = {
    ksize: [1, ...size, 1],
    strides: [1, ...config.strides as [number, number], 1],
    padding: (config.padding as string).toUpperCase(),
    data_format: "NHWC",
    workspace_enabled: true,
    // The name under which these kernels are kept apart from the plain ones.
    _kernel: "MklNameChangeOp",
  };
  const forward = (x: tf.Tensor) => nativeOp("_MklNativeMaxPool", [x], { outputs: 2, attributes });
  hasPoolKernel ??= runs(() => forward(tf.zeros([1, ...size, 1])));
  if (!hasPoolKernel) return null;
  const pool = tf.customGrad((x, save) => {
    const [y, where] = forward(x as tf.Tensor);
    (save as tf.GradSaveFunc)([x as tf.Tensor, y, where]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, [x, y, where]: tf.Tensor[]) =>
        nativeOp("_MklNativeMaxPoolGrad", [x, y, dy, where], { attributes })[0],
    };
  });
  return pool(x);
}

let hasPoolKernel: boolean | undefined;

function runs(operation: () => tf.Tensor[]): boolean {
  try {
    tf.tidy(operation);
    return true;
  } catch {
    return false;
  }
}

/** Repeats every pixel as a block of `size`; its gradient is the block's sum, from the mean-pool kernel. */
function repeat(x: tf.Tensor, size: [number, number]): tf.Tensor {
  const upsample = tf.customGrad((x) => {
    const [, height, width] = (x as tf.Tensor).shape;
    return {
      value: tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [height * size[0], width * size[1]]),
      gradFunc: (dy: tf.Tensor) =>
        tf.avgPool(dy as tf.Tensor4D, size, size, "valid").mul(size[0] * size[1]),
    };
  });
  return upsample(x);
}

/**
 * Batch normalisation over all axes but the last (Ioffe and Szegedy 2015), and its running statistics; null over
 * others, and without a scale and a centre that learn.
 */
function normalizeBatch(layer: tf.layers.Layer, x: tf.Tensor): tf.Tensor | null {
  const [gamma, beta] = layer.trainableWeights.map((weight) => weight.read());
  const { axis, epsilon, momentum } = layer.getConfig() as Record<string, number>;
  if (!beta || (axis !== -1 && axis !== x.rank - 1)) return null;
  const image = x.rank === 4;
  const channels = x.shape[x.rank - 1];
  const asImage = (t: tf.Tensor) => image ? t : t.reshape([-1, 1, 1, channels]);
  const attributes = { epsilon, data_format: "NHWC", is_training: true };

  const normalize = tf.customGrad((x, gamma, beta, save) => {
    const [input, scale, offset] = [x, gamma, beta] as tf.Tensor[];
    const none = tf.tensor1d([]);
    const [y, mean, variance, saved1, saved2, saved3] = nativeOp(
      "FusedBatchNormV3",
      [asImage(input), scale, offset, none, none],
      { outputs: 6, attributes: { ...attributes, exponential_avg_factor: 1 } },
    );
    follow(layer.nonTrainableWeights[0], mean, momentum);
    follow(layer.nonTrainableWeights[1], variance, momentum);
    (save as tf.GradSaveFunc)([input, scale, saved1, saved2, saved3]);
    return {
      value: image ? y : y.reshape(input.shape),
      gradFunc: (dy: tf.Tensor, [input, scale, ...saved]: tf.Tensor[]) => {
        const [dx, dScale, dOffset] = nativeOp(
          "FusedBatchNormGradV3",
          [asImage(dy), asImage(input), scale, ...saved],
          { outputs: 5, attributes },
        );
        return [image ? dx : dx.reshape(input.shape), dScale, dOffset];
      },
    };
  });
  return normalize(x, gamma, beta);
}

/** Moves a running statistic towards the batch's. */
function follow(statistic: tf.LayerVariable, batch: tf.Tensor, momentum: number): void {
  tf.tidy(() => {
    const old = statistic.read();
    statistic.write(old.add(batch.sub(old).mul(1 - momentum)));
  });
}
