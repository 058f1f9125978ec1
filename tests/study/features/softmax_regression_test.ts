import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { createRandom } from "../../../lib/base/random.ts";
import { softmaxRegression } from "../../../lib/study/features/softmax_regression.ts";

/** Three clouds of points in the plane, far enough apart for lines to part them. */
const random = createRandom(1);
const labels = Array.from({ length: 300 }, (_, i) => i % 3);
const features = Float32Array.from(labels.flatMap((label) => [
  3 * Math.cos(2 * label) + 0.4 * random.normal(),
  3 * Math.sin(2 * label) + 0.4 * random.normal(),
]));
const options = {
  features,
  labels,
  classes: 3,
  epochs: 40,
  learningRate: 0.05,
  seed: 1,
};

Deno.test("softmaxRegression() parts clouds that lines can part", async () => {
  await useBackend("auto");
  const { predict } = await softmaxRegression(options);
  const probabilities = predict(features);
  labels.forEach((label, i) => {
    const row = [...probabilities.subarray(3 * i, 3 * i + 3)];
    assert.ok(Math.abs(row.reduce((a, b) => a + b) - 1) < 1e-5);
    assert.equal(row.indexOf(Math.max(...row)), label);
  });
});

Deno.test("softmaxRegression() leaves no tensors behind and repeats with its seed", async () => {
  await useBackend("auto");
  const before = tf.memory().numTensors;
  const first = await softmaxRegression({ ...options, epochs: 2 });
  const second = await softmaxRegression({ ...options, epochs: 2 });
  first.predict(features);
  assert.equal(tf.memory().numTensors, before);
  assert.deepEqual(second.weights, first.weights);
  assert.deepEqual(second.bias, first.bias);
});

Deno.test("softmaxRegression() refuses features that are no whole rows", async () => {
  const broken = { ...options, features: features.subarray(1) };
  await assert.rejects(() => softmaxRegression(broken), RangeError);
});
