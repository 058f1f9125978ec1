import * as tf from "@tensorflow/tfjs";

/** One layer of a network, in words and numbers. */
export type LayerRow = {
  /** Its kind and what it was told, such as `Conv2D 32, 3x3, relu`. */
  readonly layer: string;
  /** Shape of what it gives for one picture, such as `62 x 62 x 32`. */
  readonly output: string;
  /** Shapes of its trainable weights, such as `3 x 3 x 1 x 32 + 32`; empty where it learns nothing. */
  readonly shapes: string;
  /** How many numbers it learns. */
  readonly weights: number;
};

/**
 * A network as a table, one row a layer, from input to output.
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
export function layerTable(model: tf.LayersModel): LayerRow[] {
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
