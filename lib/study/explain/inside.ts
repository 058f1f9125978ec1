/** Pictures of what is inside a convolutional network. */
import * as tf from "@tensorflow/tfjs";
import { channelImages } from "../../image/channel_images.ts";
import type { GrayImage } from "../../image/gray_image.ts";
import { numbersOf } from "../../network/numbers_of.ts";

/**
 * The filters of a layer that looks at the picture itself, one picture each.
 *
 * @param layer A convolution with one input channel.
 * @returns Weights divided by the largest of all of them: in [-1, 1].
 * @throws {RangeError} when the layer is no such convolution.
 */
export function filterImages(layer: tf.layers.Layer): GrayImage[] {
  const [kernel] = layer.getWeights();
  if (kernel?.rank !== 4 || kernel.shape[2] !== 1) {
    throw new RangeError(`${layer.name} is no convolution of one channel`);
  }
  const [height, width, , filters] = kernel.shape;
  return channelImages(kernel.dataSync() as Float32Array, { width, height, channels: filters });
}

/**
 * What the channels of a layer make of a picture.
 *
 * @param layer A layer of `model` whose output is `[batch, height, width, channels]`.
 * @returns One picture a channel, divided by the largest magnitude of all: in [-1, 1].
 */
export function activationImages(
  model: tf.LayersModel,
  layer: tf.layers.Layer,
  image: GrayImage,
): GrayImage[] {
  const upTo = tf.model({ inputs: model.inputs, outputs: layer.output as tf.SymbolicTensor });
  const [, height, width, channels] = layer.outputShape as number[];
  const values = numbersOf(() =>
    upTo.predict(tf.tensor4d(image.data, [1, image.height, image.width, 1])) as tf.Tensor
  );
  return channelImages(values, { width, height, channels });
}
