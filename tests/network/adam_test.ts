import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { createAdam } from "../../lib/network/adam.ts";

/** A dense layer's kernel and bias after steps of 0.01 along fixed gradients. */
function trained(steps: number, options?: Parameters<typeof createAdam>[1]): number[][] {
  const layer = tf.layers.dense({ units: 2, inputShape: [2] });
  const model = tf.sequential({ layers: [layer] });
  layer.setWeights([tf.tensor2d([[1, -2], [3, 4]]), tf.tensor1d([0.5, -5])]);
  const adam = createAdam(layer.trainableWeights, options);
  const gradients = [tf.tensor2d([[0.1, -3], [0, 2]]), tf.tensor1d([-0.7, 1])];
  for (let i = 0; i < steps; i++) adam.step(gradients, 0.01);
  const weights = layer.getWeights().map((weight) => [...weight.dataSync()]);
  adam.dispose();
  model.dispose();
  tf.dispose(gradients);
  return weights;
}

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
