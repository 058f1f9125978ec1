import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { createRandom } from "../../lib/base/random.ts";
import { createAdam, plainAdam } from "../../lib/network/adam.ts";
import { nativeAdam } from "../../lib/network/native_adam.ts";
import { nativePresent } from "../native_present.ts";

const start = () => [tf.tensor2d([[1, -2], [3, 4]]), tf.tensor1d([0.5, -0.5])];
const slopes = () => [tf.tensor2d([[0.1, -3], [0, 2]]), tf.tensor1d([-0.7, 1])];

/** A dense layer's kernel and bias after steps of 0.01 along fixed gradients. */
function trained(steps: number, options?: Parameters<typeof createAdam>[1]): number[][] {
  const layer = tf.layers.dense({ units: 2, inputShape: [2] });
  const model = tf.sequential({ layers: [layer] });
  layer.setWeights(start());
  const adam = createAdam(layer.trainableWeights, options);
  const gradients = slopes();
  for (let i = 0; i < steps; i++) adam.step(gradients, 0.01);
  const weights = layer.getWeights().map((weight) => [...weight.dataSync()]);
  adam.dispose();
  model.dispose();
  tf.dispose(gradients);
  return weights;
}

Deno.test("createAdam() moves as tf.train.adam does", async () => {
  await useBackend("auto");
  const theirs = start().map((value, i) => tf.variable(value, true, `adam_test_${i}`));
  const gradients = slopes().map((tensor, i) => ({ name: `adam_test_${i}`, tensor }));
  const optimizer = tf.train.adam(0.01);
  for (let i = 0; i < 5; i++) optimizer.applyGradients(gradients);
  trained(5).forEach((weights, i) => {
    const expected = theirs[i].dataSync();
    weights.forEach((weight, k) => assert.ok(Math.abs(weight - expected[k]) < 1e-6));
  });
});

Deno.test("createAdam({weightDecay}) takes its share of kernels and leaves biases alone", async () => {
  await useBackend("auto");
  const [kernel, bias] = trained(1);
  const [decayed, sameBias] = trained(1, { weightDecay: 3 });
  [1, -2, 3, 4].forEach((weight, i) => {
    assert.ok(Math.abs(kernel[i] - decayed[i] - 0.01 * 3 * weight) < 1e-6);
  });
  assert.deepEqual(sameBias, bias);
});

Deno.test("createAdam({weightDecay}) decays by steps, not through Adam's running means", async () => {
  await useBackend("auto");
  // A weight whose gradient is always 0 only decays: by the same factor each step.
  const [decayed] = trained(5, { weightDecay: 3 });
  assert.ok(Math.abs(decayed[2] - 3 * (1 - 0.03) ** 5) < 1e-5);
});

Deno.test("createAdam({weightDecay: 0}) is Adam to the last bit", async () => {
  await useBackend("auto");
  assert.deepEqual(trained(5, { weightDecay: 0 }), trained(5));
});

/** How far 30 steps of changing gradients moved the weights of two layers, as one vector. */
function moved(create: typeof plainAdam, seed: number, weightDecay: number): Float32Array {
  const random = createRandom(seed);
  const draw = (shape: number[], size: number) =>
    tf.tensor(
      Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => size * random.normal()),
      shape,
    );
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 40, inputShape: [30] }),
      tf.layers.dense({ units: 3 }),
    ],
  });
  const shapes = model.getWeights().map(({ shape }) => shape);
  tf.tidy(() => model.setWeights(shapes.map((shape) => draw(shape, 1))));
  const variables = model.layers.flatMap((layer) => layer.trainableWeights);
  const settings = { beta1: 0.9, beta2: 0.99, epsilon: 1e-7, weightDecay };
  const read = () => tf.tidy(() => tf.concat(variables.map((one) => one.read().flatten())));
  const before = read();
  const adam = create(variables, settings);
  for (let step = 1; step <= 30; step++) {
    // From large to so small that what keeps the divisor above zero counts.
    tf.tidy(() => adam.step(shapes.map((shape) => draw(shape, 10 ** (-step / 3))), 0.01 / step));
  }
  const after = read();
  const change = tf.tidy(() => after.sub(before).dataSync() as Float32Array);
  adam.dispose();
  model.dispose();
  tf.dispose([before, after]);
  return change;
}

const norm = (vector: ArrayLike<number>) => Math.hypot(...Array.from(vector));

Deno.test({
  name: "nativeAdam() moves weights as plainAdam() does, with decay and without",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    for (const weightDecay of [0, 0.5]) {
      for (const seed of [1, 2, 3]) {
        const plain = moved(plainAdam, seed, weightDecay);
        const native = moved(nativeAdam, seed, weightDecay);
        const apart = norm(plain.map((value, i) => value - native[i])) / norm(plain);
        assert.ok(apart < 1e-5, `seed ${seed}, decay ${weightDecay}: ${apart} of the way apart`);
      }
    }
  },
});

Deno.test({
  name: "nativeAdam() frees the tensors that it holds, used or not",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    const { numTensors } = tf.memory();
    moved(nativeAdam, 1, 0);
    assert.equal(tf.memory().numTensors, numTensors);
    const layer = tf.layers.dense({ units: 2, inputShape: [2] });
    const model = tf.sequential({ layers: [layer] });
    nativeAdam(layer.trainableWeights, { beta1: 0.9, beta2: 0.99, epsilon: 1e-7, weightDecay: 0 })
      .dispose();
    model.dispose();
    assert.equal(tf.memory().numTensors, numTensors);
  },
});
