import type * as tf from "@tensorflow/tfjs";

/**
 * A network for `baselines/layers.py` to build: its layers, and which reads what, but for a softmax at its end; both
 * sides learn from logits.
 *
 * @param shape Height, width and channels of a picture.
 */
export function kerasNetwork(model: tf.LayersModel, shape: readonly number[]) {
  const idsOf = (tensors: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    [tensors].flat().map(({ id }) => id);
  const all = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  const ends = all.filter((layer) => layer.getConfig().activation === "softmax");
  return {
    shape,
    first: model.inputs[0].id,
    layers: all.filter((layer) => !ends.includes(layer)).map((layer) => ({
      kind: layer.getClassName(),
      config: layer.getConfig(),
      inputs: idsOf(layer.input),
      output: idsOf(layer.output)[0],
    })),
    outputs: ends.length > 0 ? ends.flatMap(({ input }) => idsOf(input)) : idsOf(model.outputs),
  };
}
