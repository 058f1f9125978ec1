/** Maps of a network whose weights are known, on every backend that is there. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { createRandom } from "../../../lib/base/random.ts";
import type { GrayImage } from "../../../lib/image/gray_image.ts";
import { convolve } from "../../../lib/study/explain/convolve.ts";
import { gradientMap, logitsOf } from "../../../lib/study/explain/gradient_map.ts";
import { activationImages, filterImages } from "../../../lib/study/explain/inside.ts";
import { occlusionMap } from "../../../lib/study/explain/occlusion_map.ts";
import { onInk } from "../../../lib/study/explain/on_ink.ts";
import { randomizationCheck } from "../../../lib/study/explain/randomization_check.ts";
import { scaleToOne } from "../../../lib/study/scale_to_one.ts";
import { onEachBackend } from "../../on_each_backend.ts";
import { leftOrRight, meanWhere, picture } from "./toy_network.ts";

const isLeft = (x: number) => x < 4;
const isRight = (x: number) => x >= 4;

/** Runs the body on each backend with a fresh network, and finds tensors that it leaves behind. */
function test(name: string, body: (model: tf.Sequential) => void): void {
  onEachBackend(name, () => {
    const model = leftOrRight();
    const before = tf.memory().numTensors;
    body(model);
    assert.equal(tf.memory().numTensors, before, "tensors left behind");
    model.dispose();
  });
}

test("occlusionMap() is above 0 on what speaks for the class, below on what speaks against", (model) => {
  const image = picture((x, y) => y > 1 && y < 6 && (x === 1 || x === 6));
  const map = occlusionMap(model, image, { label: 0, patch: 3 });
  assert.deepEqual([map.width, map.height], [8, 8]);
  assert.ok(meanWhere(map, (x, y) => x === 1 && y > 1 && y < 6) > 0.05);
  assert.ok(meanWhere(map, (x, y) => x === 6 && y > 1 && y < 6) < -0.05);
  // Bare paper under every square that reaches the corner.
  const corner = occlusionMap(model, image, { label: 0, patch: 1 });
  assert.ok(Math.abs(corner.data[0]) < 1e-6);
});

test("occlusionMap() with a square of one pixel is the drop of the probability", (model) => {
  const image = picture((x, y) => x === 2 && y === 3);
  const map = occlusionMap(model, image, { label: 0, patch: 1 });
  // One inked pixel on the left makes logits 0.25 and -0.25, none makes both 0.
  const drop = 1 / (1 + Math.exp(-0.5)) - 0.5;
  map.data.forEach((value, i) => {
    assert.ok(Math.abs(value - (i === 3 * 8 + 2 ? drop : 0)) < 1e-6, `pixel ${i}: ${value}`);
  });
});

test("gradientMap() gives a linear network's own weights", (model) => {
  const image = picture((x, y) => x === 2 && y === 3);
  const map = gradientMap(model, image, { label: 0, seed: 1 });
  map.data.forEach((value, i) => {
    assert.ok(Math.abs(value - (i % 8 < 4 ? 0.25 : -0.25)) < 1e-5, `pixel ${i}: ${value}`);
  });
});

test("gradientMap() is the same for the same seed, another for another where relu bends", () => {
  const kernelInitializer = tf.initializers.heNormal({ seed: 1 });
  const bent = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [8, 8, 1] }),
      tf.layers.dense({ units: 4, activation: "relu", kernelInitializer }),
      tf.layers.dense({ units: 2, kernelInitializer }),
      tf.layers.activation({ activation: "softmax" }),
    ],
  });
  const map = (seed: number) =>
    gradientMap(bent, picture(() => false), { label: 1, samples: 5, seed });
  assert.deepEqual(map(1), map(1));
  assert.notDeepEqual(map(1), map(2));
  bent.dispose();
});

test("logitsOf() gives what softmax makes probabilities of, and wants a softmax", (model) => {
  const image = picture(isLeft);
  const logits = logitsOf(model);
  const gap = tf.tidy(() => {
    const x = tf.tensor4d(image.data, [1, 8, 8, 1]);
    const probabilities = tf.softmax(logits.predict(x) as tf.Tensor);
    return probabilities.sub(model.predict(x) as tf.Tensor).abs().max().dataSync()[0];
  });
  assert.ok(gap < 1e-6);
  assert.throws(() => logitsOf(logits), /last layer is Dense, not a softmax/);
});

test("filterImages() shows a convolution's weights by their largest", (model) => {
  const [first, second] = filterImages(model.layers[0]);
  assert.deepEqual([first.width, first.height], [3, 3]);
  assert.deepEqual([...first.data], [0, 0, 0, 0, 1, 0, 0, 0, 0]);
  assert.deepEqual([...second.data], [0, 0, 0, 0, -0.5, 0, 0, 0, 0]);
  assert.throws(() => filterImages(model.layers[2]), /is no convolution of one channel/);
});

test("activationImages() shows what each channel makes of a picture", (model) => {
  const image = picture((x, y) => x === 5 && y === 2);
  const [same, negative] = activationImages(model, model.layers[0], image);
  assert.deepEqual([...same.data], [...image.data]);
  assert.equal(negative.data[2 * 8 + 5], -0.5);
});

test("randomizationCheck() tells a map of the network from a map of the picture", (model) => {
  const random = createRandom(3);
  const images = [1, 2, 3].map(() => picture(() => random.chance(0.4)));
  const weights = model.getWeights().map((weight) => weight.dataSync());
  const check = (map: (image: GrayImage) => GrayImage) =>
    randomizationCheck(model, { map, images, seed: 1 });

  const network = check((image) => occlusionMap(model, image, { label: 0, patch: 1 }));
  assert.deepEqual(network.map(({ layer }) => layer), [
    model.layers[2].name,
    model.layers[0].name,
  ]);
  assert.ok(network[0].similarity < 0.95, `similarity ${network[0].similarity}`);
  const pictures = check((image) => image);
  for (const { similarity } of pictures) assert.ok(Math.abs(similarity - 1) < 1e-9);
  assert.deepEqual(model.getWeights().map((weight) => weight.dataSync()), weights);
});

test("randomizationCheck() gives the network back when a map fails", (model) => {
  const weights = model.getWeights().map((weight) => weight.dataSync());
  let calls = 0;
  const map = (image: GrayImage) => {
    if (++calls === 2) throw new Error("no map");
    return image;
  };
  assert.throws(
    () => randomizationCheck(model, { map, images: [picture(isRight)], seed: 1 }),
    /no map/,
  );
  assert.deepEqual(model.getWeights().map((weight) => weight.dataSync()), weights);
});

/** A picture of one row. */
const row = (...numbers: number[]): GrayImage => (
  { width: numbers.length, height: 1, data: Float32Array.from(numbers) }
);

Deno.test("convolve() adds up what lies under the window, wherever all of it lies inside", () => {
  const step = { width: 3, height: 2, data: Float32Array.of(0, 0, 1, 0, 0, 1) };
  const edges = convolve(step, [[-1, 1], [-1, 1]]);
  assert.deepEqual([edges.width, edges.height, ...edges.data], [2, 1, 0, 2]);
});

Deno.test("onInk() and scaleToOne() give a map's numbers on ink, and as shares of its largest", () => {
  assert.deepEqual(onInk(row(5, 6, 7), row(1, 0, 0.5)), row(5, 7));
  assert.deepEqual(scaleToOne(row(1, 0, -4)), row(0.25, 0, -1));
});
