/** Networks as browsers run them: fewer steps, the same answers. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { createRandom } from "../../lib/base/random.ts";
import { fuseNetwork } from "../../lib/browser/fuse_network.ts";
import { finderNetwork } from "../../lib/network/finder.ts";
import { pyramid } from "../network/export/pyramid.ts";
import { largestDifference } from "../../lib/study/formats/compare_formats.ts";
import { someNetwork, stir } from "../network/some_network.ts";

await useBackend("wasm");

const networks: [string, () => tf.LayersModel, [number, number]][] = [
  ["a digit net", () => someNetwork("digit"), [28, 28]],
  ["the report's network", () => someNetwork("report"), [64, 64]],
  ["a finder", () => stir(finderNetwork({ seed: 1 }), 3), [64, 96]],
  ["a pyramid of all kinds of layers", pyramid, [24, 40]],
];

for (const [name, build, [height, width]] of networks) {
  Deno.test(`${name} answers the same when it is fused, and leaves nothing behind`, async () => {
    const model = build();
    const random = createRandom(7);
    const pixels = Float32Array.from({ length: 2 * height * width }, () => random.uniform());
    const image = tf.tensor4d(pixels, [2, height, width, 1]);
    const plain = tf.tidy(() => [model.predict(image)].flat() as tf.Tensor[]);
    const run = fuseNetwork(model);
    const before = tf.memory().numTensors;
    const fused = run(image);
    assert.equal(tf.memory().numTensors, before + plain.length);
    assert.deepEqual(fused.map(({ shape }) => shape), plain.map(({ shape }) => shape));
    for (const [i, output] of plain.entries()) {
      const [a, b] = [await output.data<"float32">(), await fused[i].data<"float32">()];
      const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      assert.ok(
        largestDifference(a, b) < 1e-5 * Math.max(1, largest),
        `${largestDifference(a, b)} of ${largest}`,
      );
    }
    tf.dispose([image, plain, fused]);
    model.dispose();
  });
}

Deno.test("a layer that browsers cannot run is named", () => {
  const layers = [tf.layers.averagePooling2d({ name: "mean", inputShape: [8, 8, 1] })];
  const model = tf.sequential({ layers });
  assert.throws(() => fuseNetwork(model), {
    name: "TypeError",
    message: /AveragePooling2D layer "mean" cannot be run in a browser/,
  });
  model.dispose();
});
