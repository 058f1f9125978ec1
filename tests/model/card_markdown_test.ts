/** What a model's card tells people of how it came about. */
import assert from "node:assert/strict";
import type { FinderCard, ModelCard } from "../../lib/model/card.ts";
import { cardMarkdown } from "../../lib/model/card_markdown.ts";
import { TEACHING } from "../../lib/teach/teach.ts";

const score = { images: 10, loss: 0.1, accuracy: 0.9 };
const metrics = { train: score, validation: score, test: score };
const common = { format: 1, parameters: 7, metrics, versions: {}, files: {} } as const;
const once = { data: "mnist", dataSha256: "0", seed: 1, epochs: 1, batch: 256, backend: "GPU" };
const classifier: ModelCard = {
  ...common,
  network: "digit",
  classes: ["0", "1"],
  input: { width: 28, height: 28, prepare: "normalize" },
  threshold: 0.4,
  training: once,
};

/** The row of the table that begins so. */
const row = (card: ModelCard | FinderCard, name: string) =>
  cardMarkdown(card).match(new RegExp(`^\\| ${name} \\| (.*) \\|$`, "m"))![1];

Deno.test("a card tells of each training of a chain its steps, batch, pictures and backend", () => {
  const second = { ...once, minutes: 9, steps: 20_716, stepsPerEpoch: 20_716, pictures: 107_800 };
  const first = { ...once, stepsPerEpoch: 11_164, pictures: 261_800 };
  const training = { ...once, epochs: 44, batch: 12, backend: "native", mean: true };
  const card: FinderCard = {
    ...common,
    network: "finder",
    training: {
      ...{ ...training, stepsPerEpoch: 400, pictures: 8000 },
      from: { ...second, from: first } as FinderCard["training"],
    },
  };
  assert.deepEqual(row(card, "Run").split("; "), [
    "44 epochs of 400 steps of batch 12, on parts of 8,000 drawn pictures, seed 1, backend native",
    "on from 9 minutes by the clock, not to be repeated exactly: 20,716 steps of batch 256, on parts " +
    "of 107,800 drawn pictures, seed 1, backend GPU (the mean of both is kept)",
    "on from 11,164 steps of batch 256, on parts of 261,800 drawn pictures, seed 1, backend GPU",
  ]);
  assert.equal(row(classifier, "Run"), "1 epoch of batch 256, seed 1, backend GPU");
  const stopped = (training: ModelCard["training"]) =>
    row({ ...classifier, training: { ...training, steps: 9, stopped: true } }, "Run").split(",")
      .slice(0, 2).join();
  assert.equal(stopped(once), "1 epoch, stopped after 9 steps of batch 256");
  const byClock = "2 minutes by the clock, not to be repeated exactly: stopped after 9 steps";
  assert.equal(stopped({ ...once, minutes: 2 }), `${byClock} of batch 256`);
});

Deno.test("a card tells whose pen strokes were learnt beside the data, in whichever training", () => {
  const training = { ...once, people: "pendigits" } as const;
  assert.match(row({ ...classifier, training }, "Run"), /of batch 256, with pendigits, seed 1/);
  const people = /30 people had written/;
  for (const one of [training, { ...once, from: training }]) {
    assert.match(cardMarkdown({ ...classifier, training: one }), people);
  }
  assert.doesNotMatch(cardMarkdown(classifier), people);
});

Deno.test("a card says what chose the threshold: the validation part, or what calibration found", () => {
  const plain = cardMarkdown(classifier).replaceAll("\n", " ");
  assert.match(plain, /chose the epoch, the temperature of the confidences and the threshold;/);
  const trust = { bias: 0 } as unknown as ModelCard["trust"];
  const fitted = cardMarkdown({ ...classifier, trust }).replaceAll("\n", " ");
  assert.match(fitted, /chose the epoch and the temperature of the confidences;/);
  assert.match(fitted, /`deno task calibrate`\); below 0.4 there is no answer/);
});

Deno.test("a taught model's card says what it was measured on, and that nothing was chosen by it", () => {
  const training = { ...once, data: "plus", recipe: TEACHING, from: once };
  const trust = { bias: 0 } as unknown as ModelCard["trust"];
  const taught = cardMarkdown({ ...classifier, trust, training }).replaceAll("\n", " ");
  assert.match(taught, /\| held out \| 10 \|.*\| old digits \| 10 \|/);
  assert.match(
    taught,
    /Threshold, and how sure a reading is, are those of the model that was taught/,
  );
  assert.doesNotMatch(taught, /\| validation|\| test|duplicates|chose the epoch|augmentation/);
});
