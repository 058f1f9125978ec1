import * as tf from "@tensorflow/tfjs";

/**
 * Multiply-adds of one picture's pass through the convolutions and dense layers of a network.
 *
 * Every number of a kernel is used once at each place of the layer's output. Biases, normalisations, which
 * an engine folds into the kernels, pooling and activations are not counted, as is usual.
 *
 * @throws {RangeError} for a layer whose kernel is used otherwise, such as a recurrent one.
 */
export function macs(model: tf.LayersModel): number {
  return model.layers.reduce((sum, layer) => {
    const kernels = layer.weights.map(({ shape }) => shape as number[])
      .filter((shape) => shape.length > 1);
    if (kernels.length === 0) return sum;
    if (!["Conv2D", "Dense"].includes(layer.getClassName())) {
      throw new RangeError(
        `the multiply-adds of ${layer.getClassName()} layers are not known here`,
      );
    }
    // Of [batch, height, width, channels] the places; of a dense layer's [batch, units] just one.
    const places = (layer.outputShape as number[]).slice(1, -1);
    return sum + tf.util.sizeFromShape(kernels[0]) * tf.util.sizeFromShape(places);
  }, 0);
}
