/**
 * `deno task ablation [--epochs N] [--pictures N] [--seed N]`: what each piece of the digit net's recipe
 * gives. Trains it briefly once with all of them and once without each, and writes reports/ablation.json,
 * which `deno task report` shows, and reports/ablation.md.
 *
 * MNIST's test digits are not looked at: all but the non-digits are measured on the validation part and on
 * other people's digits.
 */
import { useBackend } from "../lib/backend/use_backend.ts";
import { pictureAt, subset } from "../lib/dataset/dataset.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { auroc } from "../lib/evaluation/auroc.ts";
import { measure } from "../lib/evaluation/metrics.ts";
import { CLASSIFIERS } from "../lib/network/classifiers.ts";
import { modelEngine } from "../lib/network/model_engine.ts";
import { train } from "../lib/network/train.ts";
import { readFlags } from "../tasks/flags.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runTask } from "../tasks/run_task.ts";
import { type Ablation, ablationTable } from "./ablation_table.ts";
import { corruptedDigits } from "./corruptions.ts";
import { madeBy } from "./made_by.ts";
import { notDigits } from "./not_digits.ts";
import { read, type Reader } from "./read.ts";
import { unseenDigits } from "./unseen_digits.ts";

const REPORT = "reports/ablation";
/** Validation digits under each corruption, and pictures of each kind of no digit. */
const CORRUPTED = 200;
const NOTHING = 200;

/** What each training does without. */
const TRAININGS = [
  { name: "nothing", without: [] },
  { name: "handwriting strokes", without: ["handwriting"] },
  { name: "inking variety", without: ["inking"] },
  { name: "degradations", without: ["degradations"] },
  { name: "warp", without: ["warp"] },
  { name: "photographs", without: ["photographs"] },
  { name: "negatives", without: ["negatives"] },
  { name: "average of the weights", without: ["average"] },
  {
    name: "all of these",
    without: [
      "handwriting",
      "inking",
      "degradations",
      "warp",
      "photographs",
      "negatives",
      "average",
    ],
  },
] as const;

await runTask(async (args) => {
  const flags = readFlags(args, {
    task: "ablation",
    about: "Trains the digit net without each piece of its recipe: reports/ablation.md",
    flags: {
      epochs: { type: "integer", default: 4, least: 1, help: "times through the digits" },
      pictures: { type: "integer", default: 20_000, least: 100, help: "digits to train on" },
      seed: { type: "integer", default: 1, help: "of weights, order and augmentation" },
    },
  });
  const { epochs, pictures, seed } = flags;
  const backend = await useBackend("auto");
  if (backend.note) console.error(backend.note);

  const { input } = CLASSIFIERS.digit;
  const mnist = await openDataset("mnist", input, { seed });
  const { validation } = mnist;
  const first = Array.from({ length: Math.min(pictures, mnist.train.size) }, (_, i) => i);
  const data = { train: subset(mnist.train, first), validation, test: validation };

  const images = Array.from({ length: validation.size }, (_, i) => pictureAt(validation, i));
  const known = { name: "MNIST validation", images, labels: validation.labels };
  const { sets: unseen, missing } = await unseenDigits();
  for (const what of missing) console.error(`left out: ${what}`);
  const byCorruption = corruptedDigits(
    images.slice(0, CORRUPTED),
    validation.labels.slice(0, CORRUPTED),
  );
  const corrupted = {
    name: "MNIST-C's corruptions",
    images: byCorruption.flatMap(({ images }) => images),
    labels: byCorruption.flatMap(({ labels }) => Array.from(labels)),
  };
  const sets = [known, ...unseen, corrupted];
  const nothing = Object.values(await notDigits(NOTHING)).flat();

  const evaluate = async (without: string, reader: Reader): Promise<Ablation["rows"][number]> => {
    const accuracies: Record<string, Ablation["rows"][number]["accuracies"][string]> = {};
    let sure: ArrayLike<number> = [];
    for (const { name, images, labels } of sets) {
      const { probabilities, confidences } = await read(images, reader);
      const { accuracy, accuracy95 } = measure(probabilities, labels, validation.classes);
      accuracies[name] = { accuracy, accuracy95 };
      if (name === known.name) sure = confidences;
    }
    return { without, accuracies, auroc: auroc(sure, (await read(nothing, reader)).confidences) };
  };

  const rows: Ablation["rows"][number][] = [];
  for (const { name, without } of TRAININGS) {
    let bar = progressBar(name);
    const recipe = { network: "digit", data, epochs, seed, without } as const;
    const { model } = await train({
      ...recipe,
      onStage(stage) {
        bar.finish();
        bar = progressBar(`without ${name}: ${stage}`);
      },
      onProgress: (done, total, note) => bar.onProgress(done, total, note),
    });
    bar.finish();
    const engine = modelEngine(model);
    rows.push(await evaluate(name, { engine, input }));
    if (without.length === 0) {
      // The same network on pictures that are only resized: no training of its own.
      const raw = { ...input, prepare: "resize" } as const;
      rows.push(await evaluate("normalisation of the pictures read", { engine, input: raw }));
    }
    await engine.close();
  }

  const found: Ablation = { pictures: data.train.size, epochs, seed, backend: backend.name, rows };
  await Deno.mkdir("reports", { recursive: true });
  await Deno.writeTextFile(`${REPORT}.json`, JSON.stringify(found, null, 2) + "\n");
  await Deno.writeTextFile(
    `${REPORT}.md`,
    `# What each piece of the recipe gives

${await madeBy("ablation")}

${ablationTable(found)}
`,
  );
  console.log(`written: ${REPORT}.md`);
});
