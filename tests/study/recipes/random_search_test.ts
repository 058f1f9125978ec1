/** Searching, counting mistakes and counting leaks, on a problem that takes seconds. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { toSvg } from "../../../lib/charts/render.ts";
import { searchChart } from "../../../lib/charts/search_chart.ts";
import { type Dataset, subset, take } from "../../../lib/dataset/dataset.ts";
import { loadMnist } from "../../../lib/dataset/mnist.ts";
import { split } from "../../../lib/dataset/split.ts";
import { splitAtRandom } from "../../../lib/study/data/split_at_random.ts";
import { splitByCopy } from "../../../lib/study/data/split_by_copy.ts";
import { leakRow } from "../../../lib/study/recipes/leak_row.ts";
import { leakStudy } from "../../../lib/study/recipes/leak_study.ts";
import { randomSearch } from "../../../lib/study/recipes/random_search.ts";

const mnist = await loadMnist("test");

/** The first so many test digits. */
const digits = (count: number): Dataset => take(mnist, count);

/** Those, and every second one twice. */
const withCopies = (count: number): Dataset =>
  subset(
    mnist,
    Array.from({ length: count + count / 2 }, (_, i) => i < count ? i : 2 * (i - count)),
  );

Deno.test("randomSearch() draws within bounds, the best first, the same for the same seed", async () => {
  await useBackend("auto");
  const data = split(digits(150), { seed: 1 });
  const tensors = tf.memory().numTensors;
  const search = () =>
    randomSearch({
      data,
      trials: 3,
      epochs: 1,
      batch: 16,
      learningRate: [1e-6, 1e-2],
      dropout: [0.1, 0.6],
      seed: 5,
    });
  const trials = await search();
  assert.equal(tf.memory().numTensors, tensors, "tensors left behind");
  assert.equal(trials.length, 3);
  for (const { learningRate, dropout, validation, test } of trials) {
    assert.ok(learningRate >= 1e-6 && learningRate <= 1e-2, `${learningRate}`);
    assert.ok(dropout >= 0.1 && dropout <= 0.6, `${dropout}`);
    assert.deepEqual([validation.images, test.images], [data.validation.size, data.test.size]);
  }
  const accuracies = trials.map(({ validation }) => validation.accuracy);
  assert.deepEqual(accuracies, accuracies.toSorted((a, b) => b - a));
  assert.deepEqual(await search(), trials);
});

Deno.test("splitAtRandom() splits all pictures 70, 10 and 20 %, copies or not", () => {
  const data = withCopies(200);
  const parts = splitAtRandom(data, { seed: 1 });
  assert.deepEqual([parts.train.size, parts.validation.size, parts.test.size], [210, 30, 60]);
  assert.ok(splitByCopy(parts.test, parts.train).copies.size > 10);
  const labels = [parts.train, parts.validation, parts.test].flatMap((part) => [...part.labels]);
  assert.deepEqual(labels.sort(), [...data.labels].sort());
  assert.deepEqual(splitAtRandom(data, { seed: 1 }), parts);
  assert.notDeepEqual(splitAtRandom(data, { seed: 2 }), parts);
});

Deno.test("leakStudy() knows copies by heart and counts them apart", async () => {
  await useBackend("auto");
  const data = withCopies(200);
  const splits = [1, 2].map((seed) => splitAtRandom(data, { seed }));
  const tensors = tf.memory().numTensors;
  const { copies, others } = await leakStudy({ splits, epochs: 8, batch: 16, seed: 1 });
  assert.equal(tf.memory().numTensors, tensors, "tensors left behind");
  assert.equal(copies.asked + others.asked, 120);
  assert.ok(copies.right / copies.asked > 0.95, `${copies.right} of ${copies.asked}`);
  assert.ok(others.right / others.asked < 0.9, `${others.right} of ${others.asked}`);
  const honest = await leakStudy({
    splits: [split(data, { seed: 1 })],
    epochs: 1,
    batch: 16,
    seed: 1,
  });
  assert.deepEqual(honest.copies, { asked: 0, right: 0 });
  const row = leakRow("ours", { ...honest, others: { asked: 40, right: 30 } });
  assert.deepEqual([row["accuracy, %"], row["accuracy on copies, %"]], ["75.0", ""]);
});

Deno.test("searchChart() draws every trial, a poor one as a cross, and rings the first", async () => {
  const svg = await toSvg(searchChart({
    title: "Search",
    x: "learning rate",
    y: "dropout",
    value: "accuracy, %",
    domain: [50, 100],
    points: [{ x: 0.01, y: 0.2, value: 90 }, { x: 0.1, y: 0.5, value: 10 }],
  }));
  for (const word of ["Search", "learning rate", "dropout", "accuracy, %"]) {
    assert.ok(svg.includes(`>${word}</text>`), word);
  }
  assert.equal(svg.match(/aria-roledescription="circle"/g)?.length, 1);
  // The cross, and the ring.
  assert.equal(svg.match(/aria-roledescription="point"/g)?.length, 2);
});
