import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { reportNetwork } from "../../../lib/network/report.ts";
import { denseNetwork } from "../../../lib/study/recipes/dense_network.ts";
import { layerTable } from "../../../lib/study/recipes/layer_table.ts";
import { someNetwork } from "../../network/some_network.ts";

Deno.test("layerTable() tells what each layer is, gives and learns", () => {
  const model = reportNetwork({ width: 10, height: 8, classes: 3, seed: 1, dropout: 0.5 });
  const rows = layerTable(model).map(({ layer, output, weights }) => [layer, output, weights]);
  assert.deepEqual(rows, [
    ["Conv2D 32, 3x3, relu", "6 x 8 x 32", 320],
    ["MaxPooling2D 2x2", "3 x 4 x 32", 0],
    ["Flatten", "384", 0],
    ["Dense 128, relu", "128", 384 * 128 + 128],
    ["Dropout 0.5", "128", 0],
    ["Dense 3", "3", 128 * 3 + 3],
    ["Activation softmax", "3", 0],
  ]);
  model.dispose();
});

Deno.test("layerTable() counts what training changes, and running statistics not", () => {
  const model = someNetwork("digit");
  const total = layerTable(model).reduce((sum, { weights }) => sum + weights, 0);
  const trainable = model.trainableWeights.map(({ shape }) =>
    tf.util.sizeFromShape(shape as number[])
  );
  assert.equal(total, trainable.reduce((a, b) => a + b));
  assert.ok(total < model.countParams());
  model.dispose();
});

Deno.test("denseNetwork() has the report CNN's dense layers, the first on the pixels themselves", () => {
  const model = denseNetwork({ classes: 10, seed: 1 });
  const weights = layerTable(model).map(({ weights }) => weights);
  assert.deepEqual(weights, [0, 64 * 64 * 128 + 128, 128 * 10 + 10, 0]);
  model.dispose();
});
