import * as tf from "@tensorflow/tfjs";

interface FinderNetworkOptions {
  /** Seeds the initial weights. */
  readonly seed: number;
  /** Channels, as a multiple of the shipped network's; 1 when left out. */
  readonly width?: number;
}

/** Channels at 1/2, 1/4, 1/8, 1/16 and 1/32 of the picture's size, and how many convolutions work there. */
const STAGES = [[16, 1], [32, 2], [64, 2], [96, 3], [128, 3]] as const;

/** Channels of the way back up, and of its last stage. */
const PYRAMID = 32;
const FINE = 16;

/**
 * The finder: for every pixel how much ink of handwriting is there and where the middle of its character
 * lies; for every place whether a character's middle is there, and how large that character is.
 *
 * A feature pyramid (Lin et al. 2017): five stages of 3 x 3 convolutions, each at half the size of the one
 * before, then back up, every stage added to what comes from below. Centres and offsets to them are after
 * Panoptic-DeepLab (Cheng et al. 2020) and CenterNet (Zhou et al. 2019).
 *
 * Takes `[batch, height, width, 1]` numbers as `finderInput` makes them, both sides multiples of 32, and
 * gives two tensors of raw numbers:
 * - `fine`, `[batch, height / 2, width / 2, 6]`: logits of ink for the four pixels that a place stands for,
 *   row by row; then x and y from the place to the middle of its character, in units of 16 pixels;
 * - `coarse`, `[batch, height / 4, width / 4, 3]`: logits of the middle of a digit and of another sign, and
 *   the natural logarithm of the character's longer side in units of 32 pixels.
 */
export function finderNetwork({ seed, width = 1 }: FinderNetworkOptions): tf.LayersModel {
  let weights = 0;
  const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    layer.apply(x) as tf.SymbolicTensor;
  const convolution = (x: tf.SymbolicTensor, filters: number, kernelSize: number, strides = 1) => {
    const convolved = tf.layers.conv2d({
      filters,
      kernelSize,
      strides,
      padding: "same",
      useBias: false,
      kernelInitializer: tf.initializers.heNormal({ seed: seed * 1000 + weights++ }),
    });
    return apply(tf.layers.batchNormalization({ momentum: 0.97 }), apply(convolved, x));
  };
  const relu = (x: tf.SymbolicTensor) => apply(tf.layers.activation({ activation: "relu" }), x);
  const upTo = (x: tf.SymbolicTensor, lateral: tf.SymbolicTensor) => {
    const twice = tf.layers.upSampling2d({ size: [2, 2], interpolation: "nearest" });
    return apply(tf.layers.add(), [apply(twice, x), lateral]);
  };
  const head = (x: tf.SymbolicTensor, name: string, filters: number, bias: number) => {
    const kernelInitializer = tf.initializers.randomNormal({
      stddev: 0.01,
      seed: seed * 1000 + weights++,
    });
    const biasInitializer = tf.initializers.constant({ value: bias });
    return apply(
      tf.layers.conv2d({ name, filters, kernelSize: 1, kernelInitializer, biasInitializer }),
      x,
    );
  };
  const channels = (count: number) => Math.round(count * width);

  const input = tf.input({ shape: [null, null, 1], name: "image" });
  const stages: tf.SymbolicTensor[] = [];
  let x = input;
  for (const [count, depth] of STAGES) {
    for (let i = 0; i < depth; i++) {
      x = relu(convolution(x, channels(count), 3, i === 0 ? 2 : 1));
    }
    stages.push(x);
  }
  const laterals = stages.slice(1).map((stage) => convolution(stage, channels(PYRAMID), 1));
  let pyramid = relu(laterals[3]);
  for (const lateral of [laterals[2], laterals[1], laterals[0]]) {
    pyramid = relu(convolution(upTo(pyramid, lateral), channels(PYRAMID), 3));
  }
  const coarse = head(pyramid, "coarse", 3, -3);
  const down = convolution(pyramid, channels(FINE), 1);
  const edge = convolution(stages[0], channels(FINE), 1);
  const fine = head(relu(convolution(upTo(down, edge), channels(FINE), 3)), "fine", 6, -2);
  return tf.model({ inputs: input, outputs: [fine, coarse], name: "finder" });
}
