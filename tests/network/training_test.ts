/** The pieces of training, on a toy problem that takes seconds. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { UserError } from "../../lib/base/errors.ts";
import { createRandom } from "../../lib/base/random.ts";
import type { Dataset } from "../../lib/dataset/dataset.ts";
import { confidenceThreshold } from "../../lib/evaluation/confidence_threshold.ts";
import { fitTemperature } from "../../lib/evaluation/fit_temperature.ts";
import { openFinder } from "../../lib/finder/open_finder.ts";
import { digitNetwork } from "../../lib/network/digit.ts";
import { fit } from "../../lib/network/fit.ts";
import { TrainingTimeError } from "../../lib/network/pace.ts";
import { predict } from "../../lib/network/predict.ts";
import { reportNetwork } from "../../lib/network/report.ts";
import { keepMean, scaleLogits } from "../../lib/network/settle.ts";
import { oneCycle } from "../../lib/network/schedule.ts";
import { shuffledBatches } from "../../lib/network/shuffled_batches.ts";
import { train } from "../../lib/network/train.ts";
import { trainingPass } from "../../lib/network/training_pass.ts";
import { nativePresent } from "../native_present.ts";
import { byOwnClock } from "./own_clock.ts";
import { someDigits } from "./some_network.ts";

/** Bright bars, upright or lying, with noise: two classes that a network learns in no time. */
function bars(size: number, seed: number): Dataset {
  const random = createRandom(seed);
  const images = new Uint8Array(size * 28 * 28);
  const labels = Uint8Array.from({ length: size }, (_, i) => i % 2);
  for (let n = 0; n < size; n++) {
    const place = 8 + random.integer(12);
    for (let i = 0; i < 28 * 28; i++) {
      const [x, y] = [i % 28, Math.floor(i / 28)];
      const across = labels[n] ? x : y;
      const along = labels[n] ? y : x;
      const onBar = Math.abs(across - place) < 2 && along > 3 && along < 24;
      images[n * 28 * 28 + i] = onBar ? 255 : random.integer(40);
    }
  }
  return { images, labels, classes: ["lying", "upright"], size, width: 28, height: 28 };
}

const data = { train: bars(96, 1), validation: bars(24, 2), test: bars(24, 3) };

/** Gaps between fused kernels and tfjs: of the loss, and of each weight's gradient as a share of its length. */
function fusedGaps(
  build: (options: { classes: number; seed: number }) => tf.Sequential,
  seed: number,
): { loss: number; gradients: number[] } {
  const model = build({ classes: 10, seed });
  // Dropout draws anew in each pass; without it both passes compute the same thing.
  for (const layer of model.layers) if ("rate" in layer) layer.rate = 0;
  const gaps = tf.tidy(() => {
    const [, height, width] = model.inputs[0].shape as number[];
    const x = tf.randomUniform([8, height, width, 1], 0, 1, "float32", seed);
    const targets = tf.oneHot(tf.range(0, 8, 1, "int32"), 10).toFloat();
    const weights = model.layers.flatMap((layer) => layer.trainableWeights);
    const variables = weights.map((weight) => weight.read() as tf.Variable);
    const run = (forward: () => tf.Tensor) =>
      tf.variableGrads(
        () => tf.logSoftmax(forward()).mul(targets).sum().mul(-1 / 8) as tf.Scalar,
        variables,
      );
    const own = run(() =>
      model.layers.slice(0, -1).reduce<tf.Tensor>(
        (input, layer) => layer.apply(input, { training: true }) as tf.Tensor,
        x,
      )
    );
    const fused = run(() => trainingPass(model, x, createRandom(1))[0]);
    const gradients = variables.map(({ name }) => {
      const [a, b] = [own.grads[name], fused.grads[name]];
      return a.sub(b).norm().div(a.norm()).dataSync()[0];
    });
    return { loss: Math.abs(own.value.sub(fused.value).dataSync()[0]), gradients };
  });
  model.dispose();
  return gaps;
}

Deno.test({
  name: "trainingPass() with fused kernels gives the loss and gradients that tfjs itself gives",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    for (const build of [digitNetwork, reportNetwork]) {
      const runs = [1, 2, 3, 4, 5].map((seed) => fusedGaps(build, seed));
      for (const { loss } of runs) assert.ok(loss < 1e-4, `${build.name}: loss ${loss}`);
      for (const weight of runs[0].gradients.keys()) {
        // Where the two largest numbers of a pool lie within rounding of each other, or a number as near to
        // relu's zero, the passes may part: at some seed, on some processor. The median seed has no such tie.
        const gaps = runs.map(({ gradients }) => gradients[weight]).sort((a, b) => a - b);
        assert.ok(gaps[2] < 1e-4, `${build.name}, weight ${weight}: ${gaps}`);
      }
    }
  },
});

Deno.test({
  name: "trainingPass() with fused kernels computes no other layer than it is given",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    const inputShape = [8, 8, 1];
    const dilated = tf.layers.conv2d({ filters: 2, kernelSize: 3, dilationRate: 2, inputShape });
    const pass = (layer: tf.layers.Layer, x: tf.Tensor) =>
      trainingPass(tf.sequential({ layers: [layer] }), x, createRandom(1))[0];
    tf.tidy(() => {
      const x = tf.randomUniform([2, ...inputShape], 0, 1, "float32", 1);
      const gap = pass(dilated, x).sub(dilated.apply(x) as tf.Tensor).abs().max();
      assert.ok(gap.dataSync()[0] < 1e-5);
      // tfjs itself cannot train these.
      for (const lack of [{ scale: false }, { center: false }]) {
        const layer = tf.layers.batchNormalization({ ...lack, inputShape });
        assert.throws(() => pass(layer, x), TypeError);
      }
    });
  },
});

Deno.test("train() learns, reports every epoch, and leaves no tensors behind", async () => {
  await useBackend("auto");
  const before = tf.memory().numTensors;
  const { model, records, metrics, threshold } = await train({
    network: "report",
    data,
    epochs: 2,
    batch: 16,
    seed: 1,
  });
  assert.equal(records.length, 2);
  assert.equal(metrics.test.images, 24);
  assert.ok(metrics.test.accuracy >= 0.95, `accuracy ${metrics.test.accuracy}`);
  assert.equal(threshold, confidenceThreshold(predict(model, data.validation), 24));
  model.dispose();
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("train() is the same run for the same seed, dropout and augmentation included", async () => {
  await useBackend("auto");
  const weightsOf = async (seed: number) => {
    const small = { ...data, train: bars(16, 1) };
    const { model } = await train({ network: "digit", data: small, epochs: 1, batch: 8, seed });
    const weights = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
    model.dispose();
    return weights;
  };
  const first = await weightsOf(7);
  assert.deepEqual(await weightsOf(7), first);
  assert.notDeepEqual(await weightsOf(8), first);
});

Deno.test("fit() leaves the weights of the best epoch, and tells which it was", async () => {
  await useBackend("auto");
  const model = reportNetwork({ width: 28, height: 28, classes: 2, seed: 1 });
  const told: Float32Array[] = [];
  const records = await fit(model, {
    ...shuffledBatches({ dataset: data.train, batch: 16, random: createRandom(1) }),
    ...{ epochs: 2, validation: data.validation, seed: 1 },
    learningRate: (share) => share < 0.5 ? 0.001 : 1,
    onEpoch: () => void told.push(predict(model, data.test)),
  });
  assert.deepEqual(records.map(({ isBest }) => isBest), [true, false]);
  assert.deepEqual(predict(model, data.test), told[0]);
  assert.notDeepEqual(told[1], told[0]);
  model.dispose();
});

Deno.test("train() stops when told to and keeps what it has", async () => {
  await useBackend("auto");
  const stop = new AbortController();
  const { model, records } = await train({
    network: "report",
    data,
    epochs: 50,
    batch: 16,
    seed: 1,
    signal: stop.signal,
    onProgress: (done) => {
      if (done === 30) stop.abort();
    },
  });
  assert.equal(records.length, 2);
  model.dispose();
});

Deno.test("train() that is stopped before its first step throws why, also while it cuts up pictures", async () => {
  await useBackend("auto");
  const stopAt = (stage: string) => {
    const stop = new AbortController();
    return {
      signal: stop.signal,
      onStage: (one: string) => {
        if (one === stage) stop.abort(new UserError("enough"));
      },
    };
  };
  await assert.rejects(
    train({ network: "report", data, seed: 1, ...stopAt("training") }),
    { name: "UserError", message: "enough" },
  );
  const digits = someDigits("digit");
  const finder = await openFinder();
  let cut = 0;
  await assert.rejects(
    train({
      ...{ network: "digit", data: { ...data, train: digits }, seed: 1, finder: finder.run },
      ...stopAt("cutting up pictures"),
      onProgress: () => cut++,
    }),
    { name: "UserError", message: "enough" },
  );
  assert.equal(cut, 0);
  await finder.close();
});

Deno.test("train() in so many minutes goes through its whole schedule, and ends", async () => {
  await useBackend("auto");
  const shares: number[] = [];
  let last = [0, 1];
  const { model, records, steps, metrics } = await byOwnClock(30, () =>
    train({
      ...{ network: "report", data, batch: 16, seed: 1, minutes: 0.05 },
      onProgress(done, total) {
        shares.push(done / total);
        last = [done, total];
      },
    }));
  assert.ok(steps > 48 && steps < 100, `${steps} steps`);
  assert.equal(steps, shares.length);
  assert.ok(shares.every((share, i) => i === 0 || share > shares[i - 1]), `${shares}`);
  assert.equal(last[0], last[1]);
  assert.equal(records.length, Math.ceil(steps / 24));
  assert.ok(metrics.test.accuracy >= 0.95, `accuracy ${metrics.test.accuracy}`);
  model.dispose();
});

Deno.test("train() says so when its time is over before the first step", async () => {
  await useBackend("auto");
  await assert.rejects(
    () => train({ network: "report", data, seed: 1, minutes: 1e-9 }),
    (error) => error instanceof TrainingTimeError && /over before the first step/.test(`${error}`),
  );
});

Deno.test("fitTemperature() undoes a network's overconfidence", () => {
  const random = createRandom(4);
  const probabilities = new Float32Array(2 * 4000);
  const labels = Uint8Array.from({ length: 4000 }, (_, i) => {
    const logit = 2 * random.normal();
    const p = 1 / (1 + Math.exp(-logit));
    const boasted = 1 / (1 + Math.exp(-3 * logit));
    probabilities.set([1 - boasted, boasted], 2 * i);
    return random.chance(p) ? 1 : 0;
  });
  const temperature = fitTemperature(probabilities, labels);
  assert.ok(Math.abs(temperature - 3) < 0.3, `temperature ${temperature}`);
});

Deno.test("scaleLogits() changes confidence and no answer", async () => {
  await useBackend("auto");
  const model = digitNetwork({ classes: 2, seed: 1 });
  const before = predict(model, data.test);
  scaleLogits(model, 0.5);
  const after = predict(model, data.test);
  for (let i = 0; i < before.length; i += 2) {
    assert.equal(before[i] > before[i + 1], after[i] > after[i + 1]);
    const logit = (p: Float32Array) => Math.log(p[i] / p[i + 1]);
    assert.ok(Math.abs(logit(after) - logit(before) / 2) < 1e-3);
  }
  model.dispose();
});

Deno.test("confidenceThreshold() refuses three in a thousand", () => {
  // Ten a hundredth apart, far more than the threshold is rounded by, and the rest sure; in any order.
  const confidences = createRandom(1).shuffle(
    Array.from({ length: 1000 }, (_, i) => i < 10 ? 0.505 + i / 100 : 0.9),
  );
  const rows = Float32Array.from(confidences.flatMap((p) => [p, 1 - p]));
  const threshold = confidenceThreshold(rows, 1000);
  assert.equal(confidences.filter((p) => p < threshold).length, 3);
});

Deno.test("confidenceThreshold() is rounded down to a thousandth", () => {
  const threshold = confidenceThreshold(Float32Array.of(0.8128, 0.1872), 1);
  assert.equal(threshold, 0.812);
});

Deno.test("fitTemperature() takes no certainty from a few right answers", () => {
  const rows = Float32Array.from({ length: 200 }, (_, i) => i % 2 ? 0.1 : 0.9);
  const temperature = fitTemperature(rows, new Uint8Array(100));
  const confidence = 1 / (1 + (1 / 9) ** (1 / temperature));
  assert.ok(Math.abs(confidence - 101 / 102) < 0.001, `confidence ${confidence}`);
});

Deno.test("keepMean() keeps the mean of two networks where its loss is smaller, and nothing of it where it is not", () => {
  const network = (weight: number) => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [1] })],
    });
    model.setWeights([tf.tensor2d([weight], [1, 1])]);
    return model;
  };
  const weightOf = (model: tf.LayersModel) => model.getWeights()[0].dataSync()[0];
  const kept = (own: number, from: number) => {
    const model = network(own);
    const isMean = keepMean(model, network(from), () => Math.abs(weightOf(model) - 1));
    return [isMean, weightOf(model)];
  };
  assert.deepEqual(kept(-1, 3), [true, 1]);
  assert.deepEqual(kept(2, -1), [true, 0.5]);
  assert.deepEqual(kept(1, -1), [false, 1]);
});

Deno.test("oneCycle() climbs to its peak in a fifth of the training, and falls", () => {
  const rate = oneCycle({ peak: 0.003 });
  assert.equal(rate(0.2), 0.003);
  assert.ok(rate(0) < rate(0.1) && rate(1) < rate(0.5));
});
