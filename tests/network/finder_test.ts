/** The finder's network, what it is taught by, and its training on little. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { UserError } from "../../lib/base/errors.ts";
import { createRandom } from "../../lib/base/random.ts";
import { take } from "../../lib/dataset/dataset.ts";
import { finderBatches } from "../../lib/dataset/finder/finder_batches.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { finderNetwork } from "../../lib/network/finder.ts";
import { finderBatchLoss } from "../../lib/network/finder_loss.ts";
import { measureFinder } from "../../lib/network/measure_finder.ts";
import { FINDER_RECIPE, picturesFor, trainFinder } from "../../lib/network/train_finder.ts";
import { trainingPass } from "../../lib/network/training_pass.ts";
import { nativePresent } from "../native_present.ts";
import { byOwnClock } from "./own_clock.ts";

const digits = take(await loadMnist("test"), 100);
const data = { train: digits, validation: digits, test: digits };

Deno.test("finderNetwork() takes pictures of any size and gives half and a quarter of it", async () => {
  await useBackend("auto");
  const network = finderNetwork({ seed: 1, width: 0.25 });
  for (const [height, width] of [[32, 64], [96, 32]]) {
    const outputs = network.predict(tf.zeros([2, height, width, 1])) as tf.Tensor[];
    assert.deepEqual(outputs.map(({ shape }) => shape), [
      [2, height / 2, width / 2, 6],
      [2, height / 4, width / 4, 3],
    ]);
  }
  network.dispose();
});

/** How far fused kernels are from tfjs's own gradients, as a share of each gradient's length. */
function fusedGaps(seed: number): number[] {
  const network = finderNetwork({ seed, width: 0.25 });
  const gaps = tf.tidy(() => {
    const x = tf.randomNormal([2, 64, 64, 1], 0, 1, "float32", seed);
    const variables = network.layers.flatMap((layer) => layer.trainableWeights)
      .map((weight) => weight.read() as tf.Variable);
    const gradients = (forward: () => tf.Tensor[]) =>
      tf.variableGrads(
        () => tf.addN(forward().map((output) => output.square().mean())) as tf.Scalar,
        variables,
      ).grads;
    const own = gradients(() => network.apply(x, { training: true }) as tf.Tensor[]);
    const fused = gradients(() => trainingPass(network, x, createRandom(1)));
    return variables.map(({ name }) =>
      own[name].sub(fused[name]).norm().div(own[name].norm().add(1e-12)).dataSync()[0]
    );
  });
  network.dispose();
  return gaps;
}

Deno.test({
  name: "trainingPass() of the finder gives the gradients that tfjs itself gives",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    const runs = [1, 2, 3].map(fusedGaps);
    for (const weight of runs[0].keys()) {
      // The median: at some seed a number may lie within rounding of relu's zero.
      const gaps = runs.map((gaps) => gaps[weight]).sort((a, b) => a - b);
      assert.ok(gaps[1] < 1e-3, `weight ${weight}: ${gaps}`);
    }
  },
});

Deno.test("finderBatchLoss() is least where the network says the truth", async () => {
  await useBackend("auto");
  using batches = await finderBatches({ digits, pictures: 6, batch: 4, seed: 3 });
  const batch = await batches.at(0);
  const losses = tf.tidy(() => {
    const fineTruth = tf.tensor4d(batch.fine, [batch.count, 128, 128, 7]);
    const coarseTruth = tf.tensor4d(batch.coarse, [batch.count, 64, 64, 4]);
    const logits = (truth: tf.Tensor, sureness: number) => truth.sub(0.5).mul(2 * sureness);
    const outputs = (sureness: number, off: number) => [
      tf.concat([
        logits(fineTruth.slice([0, 0, 0, 0], [-1, -1, -1, 4]), sureness),
        fineTruth.slice([0, 0, 0, 4], [-1, -1, -1, 2]).add(off),
      ], 3),
      tf.concat([
        logits(coarseTruth.slice([0, 0, 0, 0], [-1, -1, -1, 2]), sureness),
        coarseTruth.slice([0, 0, 0, 2], [-1, -1, -1, 1]).add(off),
      ], 3),
    ];
    return [[8, 0], [8, 1], [0, 0], [-8, 0]].map(([sureness, off]) =>
      finderBatchLoss(outputs(sureness, off), batch).dataSync()[0]
    );
  });
  const [truth, misplaced, undecided, opposite] = losses;
  assert.ok(truth < 0.3, `${losses}`);
  assert.ok(truth < misplaced && truth < undecided && undecided < opposite, `${losses}`);
});

Deno.test("finderBatches() gives the same batches for the same seed, in whatever order", async () => {
  const take = async (seed: number, steps: number[]) => {
    using batches = await finderBatches({ digits, pictures: 6, batch: 2, seed });
    const taken = new Map<number, Float32Array>();
    for (const step of steps) taken.set(step, (await batches.at(step)).images);
    return taken;
  };
  const [forward, backward, other] = [
    await take(1, [0, 1, 2]),
    await take(1, [2, 1]),
    await take(2, [1]),
  ];
  for (const step of [1, 2]) assert.deepEqual(forward.get(step), backward.get(step));
  assert.notDeepEqual(forward.get(0), forward.get(1));
  assert.notDeepEqual(forward.get(1), other.get(1));
});

Deno.test({
  name: "trainFinder() learns, gives the same for the same seed, and leaves no tensor behind",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    const sizes = { epochs: 3, stepsPerEpoch: 12, pictures: 8, measured: 4, batch: 4, width: 0.25 };
    const run = () => trainFinder({ data, ...sizes, seed: 1 });
    const before = tf.memory().numTensors;
    const [first, second] = [await run(), await run()];
    const losses = first.records.map(({ loss }) => loss);
    assert.ok(losses[2] < losses[0], `${losses}`);
    assert.deepEqual(first.records, second.records);
    const metrics = await measureFinder(first.model, { data, images: 4, seed: 1 });
    for (const { images, loss, accuracy } of Object.values(metrics)) {
      assert.ok(images === 4 && loss > 0 && accuracy >= 0 && accuracy <= 1);
    }
    first.model.dispose();
    second.model.dispose();
    assert.equal(tf.memory().numTensors, before);
  },
});

Deno.test({
  name:
    "trainFinder() in so many minutes ends with its schedule, and tells each epoch that it finishes",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    const sizes = { stepsPerEpoch: 4, pictures: 4, measured: 4, batch: 2, width: 0.25 };
    const shares: number[] = [];
    let epochs = 0;
    const { model, records, steps } = await byOwnClock(500, () =>
      trainFinder({
        ...{ data, ...sizes, seed: 1, minutes: 0.1 },
        onStage: () => shares.splice(0),
        onProgress: (done, total) => shares.push(done / total),
        onEpoch: () => {
          epochs++;
        },
      }));
    assert.equal(shares.at(-1), 1);
    assert.ok(steps > 4, `${steps} steps`);
    assert.deepEqual([shares.length, epochs], [steps, Math.floor(steps / 4)]);
    assert.equal(records.length, epochs);
    model.dispose();
  },
});

Deno.test("trainFinder() that is stopped while it draws throws why", async () => {
  await useBackend("auto");
  const why = new UserError("enough");
  const sizes = { pictures: 200, measured: 4, width: 0.25 };
  const stop = new AbortController();
  let drawn = 0;
  const later = trainFinder({
    ...{ data, ...sizes, seed: 1, signal: stop.signal },
    onProgress: (done) => {
      drawn = done;
      stop.abort(why);
    },
  });
  await assert.rejects(later, why);
  assert.ok(drawn < 100, `${drawn} drawn`);

  const early = new AbortController();
  const onStage = () => early.abort(why);
  const before = trainFinder({ data, ...sizes, seed: 1, signal: early.signal, onStage });
  await assert.rejects(before, why);
});

Deno.test("trainFinder() whose epoch cannot be saved ends its threads", async () => {
  await useBackend("auto");
  const sizes = { epochs: 1, stepsPerEpoch: 1, pictures: 4, measured: 4, batch: 2, width: 0.25 };
  const { terminate } = Worker.prototype;
  let ended = 0;
  Worker.prototype.terminate = function () {
    ended++;
    terminate.call(this);
  };
  const full = new Error("the disk is full");
  const onEpoch = () => Promise.reject(full);
  await assert.rejects(trainFinder({ ...{ data, ...sizes, seed: 1 }, onEpoch }), full)
    .finally(() => Worker.prototype.terminate = terminate);
  assert.equal(ended, 4, "two draw what is learnt from, two what is measured on");
});

Deno.test("picturesFor() draws less for a training that has less time", () => {
  assert.equal(picturesFor(undefined), FINDER_RECIPE.pictures);
  assert.equal(picturesFor(10_000), FINDER_RECIPE.pictures);
  assert.equal(picturesFor(undefined, { goesOn: true }), FINDER_RECIPE.picturesFrom);
  assert.ok(picturesFor(9) <= FINDER_RECIPE.pictures / 5 && picturesFor(0.001) >= 1);
});
