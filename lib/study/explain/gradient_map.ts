import * as tf from "@tensorflow/tfjs";
import { createRandom } from "../../base/random.ts";
import type { GrayImage } from "../../image/gray_image.ts";

interface GradientMapOptions {
  /** The class whose logit is followed. */
  readonly label: number;
  /** Noisy copies to average over; 25 when left out. */
  readonly samples?: number;
  /** Standard deviation of their noise; 0.15 when left out. */
  readonly noise?: number;
  /** Seeds the noise. */
  readonly seed: number;
}

/**
 * How a class's logit changes with each pixel: the gradient (Simonyan, Vedaldi and Zisserman, 2014),
 * averaged over noisy copies of the picture, which takes out what is chance in it (SmoothGrad,
 * Smilkov et al., 2017).
 *
 * @returns Above 0 where more ink would speak for the class, below 0 where it would speak against.
 */
export function gradientMap(
  model: tf.LayersModel,
  { width, height, data }: GrayImage,
  { label, samples = 25, noise = 0.15, seed }: GradientMapOptions,
): GrayImage {
  const random = createRandom(seed);
  const copies = Float32Array.from(
    { length: samples * data.length },
    (_, i) => data[i % data.length] + noise * random.normal(),
  );
  const logits = logitsOf(model);
  const map = tf.tidy(() => {
    const batch = tf.tensor4d(copies, [samples, height, width, 1]);
    const logit = (x: tf.Tensor) =>
      (logits.apply(x) as tf.Tensor2D).slice([0, label], [-1, 1]).sum() as tf.Scalar;
    return tf.grad(logit)(batch).mean(0).dataSync() as Float32Array;
  });
  return { width, height, data: map };
}

/**
 * What a network computes before its softmax.
 *
 * A probability near 1 hardly changes whatever is done to the picture; the logit behind it does.
 *
 * @param model A network whose last layer is a softmax activation on its own.
 * @returns A model of the same layers and weights; disposing of it would dispose of them too.
 * @throws {RangeError} when the last layer is something else.
 */
export function logitsOf(model: tf.LayersModel): tf.LayersModel {
  const [beforeLast, last] = model.layers.slice(-2);
  if (last.getClassName() !== "Activation" || last.getConfig().activation !== "softmax") {
    throw new RangeError(`the last layer is ${last.getClassName()}, not a softmax activation`);
  }
  return tf.model({ inputs: model.inputs, outputs: beforeLast.output as tf.SymbolicTensor });
}
