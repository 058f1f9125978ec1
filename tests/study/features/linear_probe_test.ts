import assert from "node:assert/strict";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { createRandom } from "../../../lib/base/random.ts";
import { type Dataset, subset, take, toFloats } from "../../../lib/dataset/dataset.ts";
import { compareAnswers } from "../../../lib/study/compare_answers.ts";
import { chooseRate } from "../../../lib/study/features/choose_rate.ts";
import { compareHog } from "../../../lib/study/features/compare_hog.ts";
import { exampleCurve } from "../../../lib/study/features/example_curve.ts";
import { linearProbe } from "../../../lib/study/features/linear_probe.ts";

/** Lines at a random place: class 0 upright, class 1 lying. No pixel tells the class, the direction does. */
function lines(size: number): Dataset {
  const random = createRandom(1);
  const images = new Uint8Array(size * 256);
  for (let i = 0; i < size; i++) {
    const place = 1 + random.integer(14);
    for (let t = 0; t < 16; t++) images[i * 256 + (i % 2 ? place * 16 + t : t * 16 + place)] = 255;
  }
  const labels = Uint8Array.from({ length: size }, (_, i) => i % 2);
  return { images, labels, classes: ["upright", "lying"], size, width: 16, height: 16 };
}

const all = lines(120);
const train = take(all, 80);
const test = subset(all, Array.from({ length: 40 }, (_, i) => 80 + i));

Deno.test("linearProbe() counts what its answers say", async () => {
  await useBackend("auto");
  const seen: number[] = [];
  const probe = await linearProbe({
    train,
    test,
    features: (dataset) => toFloats(dataset),
    epochs: 3,
    seed: 1,
    onProgress: (done) => seen.push(done),
  });
  const hits = [...probe.answers].filter((answer, i) => answer === test.labels[i]).length;
  assert.equal(probe.accuracy, hits / 40);
  assert.ok(probe.accuracy95[0] < probe.accuracy && probe.accuracy < probe.accuracy95[1] + 1e-12);
  assert.equal(probe.length, 256);
  assert.deepEqual(seen, [1, 2, 3]);
  // A label that is wrong on the test side only turns every hit into a miss.
  const lied = { ...test, labels: test.labels.map((label) => 1 - label) };
  const { accuracy, trainAccuracy } = await linearProbe({
    train,
    test: lied,
    features: (dataset) => toFloats(dataset),
    epochs: 3,
    seed: 1,
  });
  assert.equal(accuracy, 1 - probe.accuracy);
  assert.equal(trainAccuracy, probe.trainAccuracy);
});

Deno.test("linearProbe() refuses an empty side", async () => {
  const options = { train, test: subset(test, []), features: toFloats, seed: 1 };
  await assert.rejects(() => linearProbe(options), /80 to train on and 0 to test/);
});

Deno.test("compareHog() ranks a choice that sees directions above one that does not", async () => {
  await useBackend("auto");
  const done: number[] = [];
  const [blind, seeing] = await compareHog({
    train,
    validation: test,
    choices: [{ orientations: 1, cell: 16, block: 1 }, { orientations: 2, cell: 16, block: 1 }],
    epochs: 20,
    seed: 1,
    onProgress: (count, total) => done.push(count / total),
  });
  assert.deepEqual([blind.orientations, blind.length], [1, 1]);
  assert.deepEqual([seeing.orientations, seeing.length], [2, 2]);
  assert.ok(blind.accuracy < 0.7, `blind: ${blind.accuracy}`);
  assert.equal(seeing.accuracy, 1);
  assert.deepEqual(done, [0.5, 1]);
});

const features = (dataset: Dataset) => toFloats(dataset);

Deno.test("chooseRate() takes the rate whose probe is best", async () => {
  await useBackend("auto");
  const common = { train, test, features, epochs: 3, seed: 1 };
  const rates = [1e-9, 0.005, 0.02];
  const { trials, best } = await chooseRate({ ...common, rates });
  assert.deepEqual(trials.map(({ learningRate }) => learningRate), rates);
  const second = await linearProbe({ ...common, learningRate: 0.005 });
  assert.equal(trials[1].accuracy, second.accuracy);
  assert.equal(best.accuracy, Math.max(...trials.map(({ accuracy }) => accuracy)));
  assert.equal(best, trials.find(({ accuracy }) => accuracy === best.accuracy));
  await assert.rejects(() => chooseRate({ ...common, rates: [] }), /no learning rates/);
});

Deno.test("exampleCurve() shows few pictures more often", async () => {
  await useBackend("auto");
  const common = { test, features, learningRate: 0.02, seed: 1 };
  const curve = await exampleCurve({ ...common, train, counts: [20, 80], epochs: 5 });
  const few = take(train, 20);
  const expected = [
    { count: 20, accuracy: (await linearProbe({ ...common, train: few, epochs: 20 })).accuracy },
    { count: 80, accuracy: (await linearProbe({ ...common, train, epochs: 5 })).accuracy },
  ];
  assert.deepEqual(curve, expected);
  await assert.rejects(
    () => exampleCurve({ ...common, train, counts: [81], epochs: 5 }),
    /from 1 to 80, got 81/,
  );
});

Deno.test("compareAnswers() counts picture by picture", () => {
  const labels = [0, 1, 2, 0, 1, 2];
  const counts = compareAnswers([0, 1, 0, 1, 1, 0], [0, 0, 2, 0, 2, 2], labels);
  assert.deepEqual(counts, { both: 1, firstOnly: 2, secondOnly: 3, neither: 0 });
  assert.throws(() => compareAnswers([0], [0, 1], [0, 1]), /1 and 2 answers .* 2 labels/);
});
