import * as tf from "@tensorflow/tfjs";

/**
 * A network as a table, one row a layer, from input to output: its kind and what it was told, the shape of what it
 * gives for one picture, the shapes of its trainable weights, and how many numbers they are.
 */
export function layerTable(model: tf.LayersModel) {
  return model.layers.map((layer) => {
    const [, ...output] = layer.outputShape as number[];
    const shapes = layer.trainableWeights.map((weight) => weight.shape as number[]);
    return {
      layer: describe(layer),
      output: output.join(" x "),
      shapes: shapes.map((shape) => shape.join(" x ")).join(" + "),
      weights: shapes.reduce((sum, shape) => sum + tf.util.sizeFromShape(shape), 0),
    };
  });
}

function describe(layer: tf.layers.Layer): string {
  const { filters, units, kernelSize, poolSize, rate, activation } = layer.getConfig();
  const told = [
    filters ?? units,
    [kernelSize ?? poolSize ?? []].flat().join("x"),
    rate,
    activation === "linear" ? undefined : activation,
  ];
  const words = told.filter((word) => word !== undefined && word !== "").join(", ");
  return `${layer.getClassName()} ${words}`.trimEnd();
}
