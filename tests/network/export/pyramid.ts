import * as tf from "@tensorflow/tfjs";
import { stir } from "../some_network.ts";

/**
 * A small feature pyramid with every kind of layer that fully convolutional networks are written with:
 * pictures of any size whose sides are multiples of 8 (`[batch, h, w, 1]`) become `fine`
 * (`[batch, h/2, w/2, 6]`, any numbers) and `coarse` (`[batch, h/4, w/4, 3]`, in (0, 1)).
 */
export function pyramid(): tf.LayersModel {
  let weights = 100;
  type Value = tf.SymbolicTensor;
  const conv = (input: Value, filters: number, kernelSize: number, more = {}) =>
    tf.layers.conv2d({
      filters,
      kernelSize,
      padding: "same",
      kernelInitializer: tf.initializers.heNormal({ seed: weights++ }),
      ...more,
    }).apply(input) as Value;
  const normal = (input: Value, more = {}) =>
    tf.layers.batchNormalization(more).apply(input) as Value;
  const activation = (input: Value, activation: "relu" | "sigmoid") =>
    tf.layers.activation({ activation }).apply(input) as Value;
  const twice = (input: Value) =>
    tf.layers.upSampling2d({ size: [2, 2], interpolation: "nearest" }).apply(input) as Value;
  const add = (...inputs: Value[]) => tf.layers.add().apply(inputs) as Value;

  const image = tf.input({ shape: [null, null, 1] });
  const half = activation(normal(conv(image, 8, 3, { strides: 2, useBias: false })), "relu");
  const quarter = activation(
    add(
      normal(conv(half, 12, 3, { strides: 2 }), { scale: false, epsilon: 0.1 }),
      normal(conv(half, 12, 1, { strides: 2, useBias: false }), { center: false }),
    ),
    "relu",
  );
  const eighth = conv(quarter, 16, 3, { strides: 2, activation: "relu" });
  const kept = tf.layers.dropout({ rate: 0.5 }).apply(eighth) as Value;
  const fromEighth = add(twice(conv(kept, 10, 1)), conv(quarter, 10, 1));
  const fromQuarter = add(twice(fromEighth), conv(half, 10, 1, { useBias: false }));
  const coarse = activation(conv(fromEighth, 3, 1), "sigmoid");
  const fine = conv(fromQuarter, 6, 3);
  return stir(tf.model({ inputs: image, outputs: [fine, coarse] }), 11);
}
