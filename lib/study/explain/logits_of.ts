import * as tf from "@tensorflow/tfjs";

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
