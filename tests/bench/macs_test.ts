import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { digitNetwork } from "../../lib/network/digit.ts";
import { macs } from "../../bench/parts/train/macs.ts";
import { reportNetwork } from "../../lib/network/report.ts";

Deno.test("macs() counts what a hand count gives: padding, strides and pooling included", () => {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [9, 7, 2] }), // 7 x 5 x 4
      tf.layers.batchNormalization(),
      tf.layers.conv2d({ filters: 6, kernelSize: [1, 3], strides: 2, padding: "same" }), // 4 x 3 x 6
      tf.layers.maxPooling2d({ poolSize: 2 }), // 2 x 1 x 6
      tf.layers.flatten(),
      tf.layers.dense({ units: 5 }),
    ],
  });
  assert.equal(macs(model), 7 * 5 * 4 * 9 * 2 + 4 * 3 * 6 * 3 * 4 + 12 * 5);
  model.dispose();
});

Deno.test("macs() of the report CNN are its one convolution and its two dense layers", () => {
  const model = reportNetwork({ classes: 10, seed: 1 });
  assert.equal(macs(model), 62 * 62 * 32 * 9 + 31 * 31 * 32 * 128 + 128 * 10);
  model.dispose();
});

Deno.test("macs() of the digit net are those of five convolutions and two dense layers", () => {
  const model = digitNetwork({ classes: 10, seed: 1 });
  const convolutions = 28 ** 2 * 32 * 25 + 14 ** 2 * 64 * 9 * (32 + 64) +
    7 ** 2 * 128 * 9 * (64 + 128);
  assert.equal(macs(model), convolutions + 3 ** 2 * 128 * 128 + 128 * 10);
  model.dispose();
});

Deno.test("macs() refuses layers that it would count wrongly", () => {
  const model = tf.sequential({ layers: [tf.layers.lstm({ units: 2, inputShape: [3, 4] })] });
  assert.throws(() => macs(model), /LSTM/);
  model.dispose();
});
