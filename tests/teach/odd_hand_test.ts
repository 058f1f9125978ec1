/** What a few examples of one person's hand do to the shipped digit net: `deno task bench-teach` says more. */
import assert from "node:assert/strict";
import { openPupil } from "../../bench/open_pupil.ts";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { subset } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { predict } from "../../lib/network/predict.ts";
import { largestDifference } from "../../lib/study/formats/compare_formats.ts";
import { packDigits, unpackDigits } from "../../lib/teach/old_digits.ts";
import { scoreOf, teach } from "../../lib/teach/teach.ts";

await useBackend("auto");
const { before, model, network, toExamples, hand } = await openPupil();
const [train, test] = await Promise.all([loadMnist("train"), loadMnist("test")]);
const digits = unpackDigits(packDigits({ train, test }));
const memory = network.features(digits.memory);

// A tenth of a point of the thousand that the page has would be one digit.
const old = toExamples(test);

/** Of a hundred hands with odd letterforms these two are read worst: see reports/teach.md. */
const ODD = [50, 95];

Deno.test("20 examples of odd hands lift them, and cost MNIST 0.1 points at most", async () => {
  const report = await Deno.readTextFile("reports/teach.md");
  const lifts: number[] = [];
  for (const seed of ODD) {
    const { examples, others } = await hand(2, 20, { seed, habit: 0.04 });
    const taught = await teach({ ...before, examples, memory, seed: 1 });
    assert.equal(taught.learned.length, 20);
    lifts.push(scoreOf(taught, others).accuracy - scoreOf(before, others).accuracy);
    const cost = scoreOf(before, old).accuracy - scoreOf(taught, old).accuracy;
    assert.ok(cost <= 0.001 + 1e-9, `hand ${seed} costs ${100 * cost} points`);
  }
  // The report's other drawings are three times as many.
  const said = ODD.map((seed) => {
    const [before, after] = report.match(new RegExp(`^\\| ${seed} \\|.*`, "m"))![0]
      .match(/\d+\.\d+/g)!.map(Number);
    return (after - before) / 100;
  });
  const [lift, reported] = [lifts, said].map(([a, b]) => (a + b) / 2);
  assert.ok(lift >= 0.01 && Math.abs(lift - reported) < 0.01, `${lift}, not ${reported}`);
});

Deno.test("ten new letters of 20 drawings each are told apart, and from digits", async () => {
  const { examples, others } = await hand(20, 20, { seed: 1, alphabet: "capitals" });
  const taught = await teach({ ...before, examples, memory, seed: 1 });
  assert.equal(taught.classes.length, 20);
  const { accuracy, images } = scoreOf(taught, others);
  assert.ok(images === 200 && accuracy > 0.97, `${accuracy} of ${images}`);
  assert.ok(scoreOf(taught, old).accuracy > 0.97);
});

Deno.test("a network that is joined again answers as its parts do", async () => {
  const { memory: some } = digits;
  const few = subset(some, [...Array(20).keys()].map((i) => 100 * i));
  const same = await network.join(network.layers);
  assert.ok(largestDifference(predict(same, few), predict(model, few)) < 1e-4);
  same.dispose();
  const layers = network.layers.map(({ weights, bias }) => ({
    weights: weights.map((weight) => 0.5 * weight),
    bias,
  }));
  const other = await network.join(layers);
  const { accuracy } = scoreOf({ layers, classes: before.classes }, toExamples(few));
  const answers = predict(other, few);
  const right = [...few.labels].filter((label, i) => {
    const row = answers.subarray(10 * i, 10 * i + 10);
    return row.indexOf(Math.max(...row)) === label;
  });
  assert.equal(right.length / few.size, accuracy);
  other.dispose();
});

Deno.test("the digits that a page gets are 2,000 to rehearse and 1,000 others, as many of each", () => {
  for (const [{ labels }, each] of [[digits.memory, 200], [digits.test, 100]] as const) {
    assert.deepEqual(
      [...labels],
      Array.from({ length: 10 * each }, (_, i) => Math.floor(i / each)),
    );
  }
});
