import assert from "node:assert/strict";
import { kerasNetwork } from "../../bench/python_program.ts";
import { finderNetwork } from "../../lib/network/finder.ts";
import { reportNetwork } from "../../lib/network/report.ts";

Deno.test("the report CNN goes to Keras layer by layer, without its softmax", () => {
  const model = reportNetwork({ classes: 10, seed: 1 });
  const { layers, outputs } = kerasNetwork(model, [64, 64, 1]);
  const kinds = layers.map(({ kind }) => kind);
  assert.deepEqual(kinds, ["Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"]);
  assert.deepEqual(outputs, [layers[4].output]);
  model.dispose();
});

Deno.test("layers of the finder come after those that they read, and both its ends are named", () => {
  const model = finderNetwork({ seed: 1 });
  const { first, layers, outputs } = kerasNetwork(model, [256, 256, 1]);
  const known = new Set([first]);
  for (const { kind, inputs, output } of layers) {
    assert.ok(inputs.every((input) => known.has(input)), kind);
    known.add(output);
  }
  assert.equal(outputs.length, 2);
  assert.ok(outputs.every((output) => known.has(output)));
  model.dispose();
});
