/** `deno task bench`: measures accuracy and speed and writes reports/first-light.md. */
import { useBackend } from "../lib/backend/use_backend.ts";
import { wilsonInterval } from "../lib/base/wilson_interval.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { openTestPart } from "../lib/dataset/test_part.ts";
import { openEngine } from "../lib/engine/open_engine.ts";
import { evaluate } from "../lib/evaluation/evaluate.ts";
import { CLASSIFIERS } from "../lib/network/classifiers.ts";
import { train } from "../lib/network/train.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { benchAnswers } from "./bench_answers.ts";
import { benchTrainSteps } from "./bench_train_steps.ts";
import { madeBy } from "./made_by.ts";
import { quantile } from "../lib/base/quantile.ts";

const REPORT = "reports/first-light.md";
/** Seeds of the report CNN: each splits the pen set anew. */
const SEEDS = [1, 2, 3];

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const interval = ([low, high]: readonly [number, number]) => `${percent(low)} to ${percent(high)}`;
const ms = (time: number) => time < 10 ? time.toFixed(2) : time.toFixed(0);

// Speed first, before training has warmed the machine.
const answers = await benchAnswers();
const steps = await benchTrainSteps();
const { name: backend } = await useBackend("auto");

const { engine, card } = await openEngine({ model: "models/digits" });
const { test, train: trained } = await openTestPart("mnist", card);
const digit = await evaluate({ engine, test, train: trained });
await engine.close();
const rows = [
  `| digit net (models/digits) | MNIST test | ${digit.images} | ${percent(digit.accuracy)} | ` +
  `${interval(digit.accuracy95)} |`,
];
for (const seed of SEEDS) {
  const bar = progressBar(`report CNN, seed ${seed}`);
  const data = await openDataset("pen", CLASSIFIERS.report.input, { seed });
  const { model, metrics } = await train({
    network: "report",
    data,
    seed,
    onProgress: bar.onProgress,
  });
  bar.finish();
  model.dispose();
  const { images, accuracy } = metrics.test;
  rows.push(
    `| report CNN, seed ${seed} | pen set, held-out part | ${images} | ${percent(accuracy)} | ` +
      `${interval(wilsonInterval(Math.round(accuracy * images), images))} |`,
  );
}

const speeds = steps.map(({ network, backend, times }) => {
  const own = quantile(times, 0.5);
  const native = steps.find((one) => one.network === network && one.backend === "native");
  const ratio = native ? (own / quantile(native.times, 0.5)).toFixed(1) : "";
  return `| ${network} | ${backend} | ${ms(own)} | ${ms(Math.min(...times))} | ${ratio} |`;
});
await Deno.mkdir("reports", { recursive: true });
await Deno.writeTextFile(
  REPORT,
  `# First light

${await madeBy("bench")}

## Accuracy

The pen set is split 70/10/20 by the seed, exact duplicates on one side only; each seed is another split
and another training (on ${backend}). One model alone: \`deno task train --data pen --network report --seed 1\` and
\`deno task evaluate --data mnist\`.

| network | data | pictures | accuracy | 95 % interval |
| --- | --- | ---: | ---: | ---: |
${rows.join("\n")}

Exact copies of training digits among the MNIST test digits: ${digit.duplicates}.

## A training step

Milliseconds, medians of runs in turn.

| network | backend | median | fastest | times native |
| --- | --- | ---: | ---: | ---: |
${speeds.join("\n")}

## An answer

Milliseconds; the first four in turn, 1,000 of each, in one process; the programs 9 times each.

| | p50 | p99 |
| --- | ---: | ---: |
${
    answers.map(({ what, times }) =>
      `| ${what} | ${ms(quantile(times, 0.5))} | ${
        times.length >= 100 ? ms(quantile(times, 0.99)) : `${ms(Math.max(...times))} (slowest)`
      } |`
    ).join("\n")
  }
`,
);
console.log(`written: ${REPORT}`);
