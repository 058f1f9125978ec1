import * as tf from "@tensorflow/tfjs";

/**
 * A network as a table, one row a layer, from input to output: its kind and what it was told, the shape of what it
 * gives for one picture, the shapes of its trainable weights, and how many numbers they are.
 *
 * @example
 * ```ts
 * import { layerTable } from "./layer_table.ts";
 * import { reportNetwork } from "../../network/report.ts";
 * import assert from "node:assert/strict";
 *
 * const network = reportNetwork({ classes: 10, seed: 1 });
 * assert.deepEqual(layerTable(network)[0], {
 *   layer: "Conv2D 32, 3x3, relu",
 *   output: "62 x 62 x 32",
 *   shapes: "3 x 3 x 1 x 32 + 32",
 *   weights: 320,
 * });
 * network.dispose();
 * ```
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
