/** Batches and fair comparisons of trainings, on a toy problem. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { createRandom } from "../../../lib/base/random.ts";
import type { Dataset } from "../../../lib/dataset/dataset.ts";
import { compareRecipes } from "../../../lib/study/recipes/compare_recipes.ts";
import { epochScores } from "../../../lib/study/recipes/epoch_scores.ts";
import { recipeTable } from "../../../lib/study/recipes/recipe_table.ts";
import { shuffledBatches } from "../../../lib/network/shuffled_batches.ts";

const SIDE = 12;
const BENDS = { rotation: 10, shear: 0, scale: 1.1, aspect: 1, shift: 1, elastic: 0 };

/** Bars upright or lying, with noise. The first pixel is the picture's number. */
function bars(size: number, seed: number): Dataset {
  const random = createRandom(seed);
  const labels = Uint8Array.from({ length: size }, (_, i) => i % 2);
  const images = new Uint8Array(size * SIDE * SIDE);
  for (let n = 0; n < size; n++) {
    const place = 3 + random.integer(6);
    for (let i = 0; i < SIDE * SIDE; i++) {
      const across = labels[n] ? i % SIDE : Math.floor(i / SIDE);
      images[n * SIDE * SIDE + i] = across === place ? 255 : random.integer(60);
    }
    images[n * SIDE * SIDE] = n;
  }
  return { images, labels, classes: ["lying", "upright"], size, width: SIDE, height: SIDE };
}

const data = { train: bars(20, 1), validation: bars(10, 2), test: bars(10, 3) };

const compare = (recipes: Parameters<typeof compareRecipes>[0], seeds = [1]) =>
  compareRecipes(recipes, { data, epochs: 3, batch: 8, seeds, learningRate: 0.003 });

Deno.test("shuffledBatches() shows every picture once an epoch, each time in another order", () => {
  const { nextBatch, stepsPerEpoch } = shuffledBatches({
    dataset: data.train,
    batch: 8,
    random: createRandom(1),
  });
  assert.equal(stepsPerEpoch, 3);
  const epoch = () => {
    const batches = Array.from({ length: stepsPerEpoch }, nextBatch);
    assert.deepEqual(batches.map(({ count }) => count), [8, 8, 4]);
    return batches.flatMap(({ images, targets, count }) =>
      Array.from({ length: count }, (_, i) => {
        const number = Math.round(255 * images[i * SIDE * SIDE]);
        assert.equal(targets[2 * i + data.train.labels[number]], 1);
        assert.equal(targets[2 * i] + targets[2 * i + 1], 1);
        return number;
      })
    );
  };
  const [first, second] = [epoch(), epoch()];
  assert.deepEqual(first.toSorted((a, b) => a - b), [...Array(20).keys()]);
  assert.deepEqual(second.toSorted((a, b) => a - b), [...Array(20).keys()]);
  assert.notDeepEqual(first, second);
});

Deno.test("shuffledBatches({bends}) changes pictures and not their order", () => {
  const options = { dataset: data.train, batch: 20 };
  const plain = shuffledBatches({ ...options, random: createRandom(1) });
  const bent = shuffledBatches({ ...options, random: createRandom(1), bends: BENDS });
  for (let epoch = 0; epoch < 2; epoch++) {
    const [a, b] = [plain.nextBatch(), bent.nextBatch()];
    assert.deepEqual(b.targets, a.targets);
    assert.notDeepEqual(b.images, a.images);
  }
});

Deno.test("compareRecipes() runs every recipe with every seed and leaves no tensors behind", async () => {
  await useBackend("auto");
  const before = tf.memory().numTensors;
  const shown: number[][] = [];
  const recipes = { plain: {}, cured: { dropout: 0.5, weightDecay: 1, bends: BENDS } };
  const runs = await compareRecipes(recipes, {
    data,
    epochs: 2,
    batch: 10,
    seeds: [1, 2],
    learningRate: 0.003,
    onProgress: (done, total) => shown.push([done, total]),
  });
  assert.deepEqual(runs.map(({ recipe, seed }) => `${recipe} ${seed}`), [
    "plain 1",
    "plain 2",
    "cured 1",
    "cured 2",
  ]);
  for (const { records, scores } of runs) {
    assert.equal(records.length, 2);
    assert.deepEqual(
      [scores.train.images, scores.validation.images, scores.test.images],
      [20, 10, 10],
    );
  }
  assert.deepEqual(shown, Array.from({ length: 16 }, (_, i) => [i + 1, 16]));
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("compareRecipes() gives what differs in nothing the same training", async () => {
  await useBackend("auto");
  const runs = await compare({ a: {}, b: { dropout: 0, weightDecay: 0 }, c: { weightDecay: 5 } });
  assert.deepEqual(runs[1].records, runs[0].records);
  assert.deepEqual(runs[1].scores, runs[0].scores);
  assert.notDeepEqual(runs[2].records, runs[0].records);
});

Deno.test("compareRecipes() starts a seed's trainings alike, whatever the recipe", async () => {
  await useBackend("auto");
  // At a learning rate of nothing the weights stay: validation sees those that each started with.
  const still = (seed: number) =>
    compareRecipes({ plain: {}, dropped: { dropout: 0.5 } }, {
      data,
      epochs: 1,
      batch: 20,
      seeds: [seed],
      learningRate: 0,
    });
  const [plain, dropped] = await still(1);
  assert.deepEqual(dropped.scores, plain.scores);
  const [other] = await still(2);
  assert.notDeepEqual(other.scores, plain.scores);
});

Deno.test("epochScores() is the mean of trainings, epoch by epoch", () => {
  const record = (epoch: number, loss: number) => ({
    epoch,
    loss,
    accuracy: loss / 16,
    validation: { images: 5, loss: 2 * loss, accuracy: loss / 32 },
    isBest: true,
  });
  const scores = epochScores([record(1, 4), record(2, 2)], [record(1, 12), record(2, 6)]);
  assert.deepEqual(scores, [
    { epoch: 1, loss: 8, accuracy: 0.5, validationLoss: 16, validationAccuracy: 0.25 },
    { epoch: 2, loss: 4, accuracy: 0.25, validationLoss: 8, validationAccuracy: 0.125 },
  ]);
});

Deno.test("recipeTable() gives means and the spread of every recipe", () => {
  const run = (recipe: string, accuracy: number, loss: number) => {
    const score = { images: 10, loss, accuracy };
    const scores = { train: { ...score, accuracy: 1 }, validation: score, test: score };
    return { recipe, seed: 1, records: [], scores };
  };
  assert.deepEqual(recipeTable([run("a", 0.5, 1), run("a", 0.8, 2), run("b", 0.9, 0.25)]), [
    {
      recipe: "a",
      runs: 2,
      "training accuracy, %": "100.0",
      "test accuracy, %": "65.0",
      "from, to": "50.0, 80.0",
      "test loss": "1.500",
    },
    {
      recipe: "b",
      runs: 1,
      "training accuracy, %": "100.0",
      "test accuracy, %": "90.0",
      "from, to": "90.0, 90.0",
      "test loss": "0.250",
    },
  ]);
});
