/** Measures a model on labelled pictures. */
import { loadMnist } from "../lib/dataset/mnist.ts";
import { photoKinds, strengths } from "../lib/dataset/photos.ts";
import { openTestPart } from "../lib/dataset/open_test_part.ts";
import { openEngine } from "../lib/engine/open_engine.ts";
import { evaluate, type Evaluation } from "../lib/evaluation/evaluate.ts";
import { evaluateFiles, type FilesEvaluation } from "../lib/evaluation/evaluate_files.ts";
import { evaluatePhotos, type PhotoRow } from "../lib/evaluation/evaluate_photos.ts";
import { readCard } from "../lib/model/model_files.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { engineToken } from "./engine_token.ts";
import { ENGINE_FLAG, FlagError, type Flags, MODEL_FLAG } from "./flags.ts";
import { percent } from "./percent.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

/** How many misread files are printed; the JSON has all. */
const SHOWN = 20;

const FLAGS = {
  data: {
    type: "path",
    names: ["mnist", "pen", "photos"],
    default: "mnist",
    help: "mnist, pen, photos (drawn like photographs), or a folder of <class>/<picture>",
  },
  model: MODEL_FLAG,
  engine: ENGINE_FLAG,
  json: { type: "boolean", help: "print the result as one line of JSON" },
  kind: { type: "string", value: "KIND", choices: photoKinds, help: "of photos: only this kind" },
  strength: { type: "string", choices: strengths, help: "of photos: only this strength" },
  images: { type: "integer", least: 1, help: "of photos: pictures a row (default 1000)" },
  seed: { type: "integer", help: "of photos: which pictures (default 1)" },
} as const;

await runTask({
  task: "evaluate",
  about:
    "Measures a model on labelled pictures; those of a folder are read as by predict --single.",
  flags: FLAGS,
}, async (flags) => {
  const photos = flags.data === "photos";
  const strange = (["kind", "strength", "images", "seed"] as const)
    .find((name) => !photos && flags[name] !== undefined);
  if (strange) throw new FlagError(`--${strange} belongs to --data photos, not to ${flags.data}`);
  if (photos) {
    const rows = await measurePhotos(flags);
    console.log(flags.json ? JSON.stringify({ rows }) : photoReport(rows));
    return;
  }
  const card = await readCard(flags.model);
  let bar = progressBar("reading pictures");
  const { test, files, train, heldOut, maybeLearnt, unreadable } = await openTestPart(
    flags.data,
    card,
    bar,
  );
  bar.finish();
  for (const { file, reason } of unreadable) console.error(`left out: ${file}: ${reason}`);
  if (heldOut) {
    console.error("the model was trained on this data: only its held-out part is measured");
  }
  if (maybeLearnt) {
    console.error(
      "the model learned from data of this name: what it learned from may be among what is measured, " +
        "and the figures too good",
    );
  }

  bar = progressBar("measuring");
  const options = { test, train, onProgress: bar.onProgress };
  let evaluation: Evaluation | FilesEvaluation;
  if (files) {
    // Files go the whole way: people's digits stand on some paper, anywhere on it.
    await using recognizer = await openRecognizer({ ...flags, token: engineToken() });
    evaluation = await evaluateFiles({ ...options, files, read: recognizer.read });
  } else {
    // Digits that are framed already go to the classifier.
    const { engine } = await openEngine({ ...flags, token: engineToken() });
    evaluation = await evaluate({ ...options, engine }).finally(() => engine.close());
  }
  bar.finish();
  console.log(flags.json ? JSON.stringify(evaluation) : report(evaluation));
});

/** Measures each kind and strength that is asked for; the digits are MNIST's test digits. */
async function measurePhotos(
  { model, engine, images = 1000, seed = 1, ...only }: Flags<typeof FLAGS>,
): Promise<PhotoRow[]> {
  const kinds = only.kind ? [only.kind] : photoKinds;
  const degrees = only.strength ? [only.strength] : strengths;
  const digits = await loadMnist("test");
  await using recognizer = await openRecognizer({ model, engine, token: engineToken() });
  const rows: PhotoRow[] = [];
  for (const kind of kinds) {
    for (const strength of degrees) {
      const bar = progressBar(`${kind}, ${strength}`);
      const row = { read: recognizer.read, digits, kind, strength, images, seed };
      rows.push(await evaluatePhotos({ ...row, onProgress: bar.onProgress }).finally(bar.finish));
    }
  }
  return rows;
}

/** The photos' figures as people read them. */
function photoReport(rows: readonly PhotoRow[]): string {
  const title = ({ kind, strength }: PhotoRow) => `${kind}, ${strength}`.padEnd(18);
  return [
    "                  pictures  read right      (95 % interval)  characters  answered a digit",
    ...rows.map((row) => {
      const [low, high] = row.accuracy95.map(percent);
      return title(row) + String(row.images).padStart(8) +
        `    ${percent(row.accuracy)}  (${low} to ${high})    ${percent(row.characterAccuracy)}` +
        `          ${percent(row.answered / row.images)}`;
    }),
    "what each degradation costs: --json",
  ].join("\n");
}

/** The pictures that the recognizer does not trust, and those that are not in the figures. */
function trustReport({ untrusted, inkless, unreadable }: FilesEvaluation): string[] {
  const none = `no ink found, not in the figures: ${inkless.length}`;
  return [
    `not trusted, answered with "?": ${untrusted}; the figures count their likeliest class`,
    ...(inkless.length > 0 ? [none, ...inkless.slice(0, SHOWN)] : []),
    ...unreadable.map(({ file, reason }) => `not in the figures: ${file}: ${reason}`),
  ];
}

function misreadReport({ misread }: FilesEvaluation): string[] {
  if (misread.length === 0) return [];
  const rest = misread.length - SHOWN;
  const shown = misread.slice(0, SHOWN).map(({ file, truth, answer, confidence }) =>
    `${file}: ${truth}, read as ${answer}  (confidence ${percent(confidence).trim()})`
  );
  return ["", "misread:", ...shown, ...(rest > 0 ? [`and ${rest} more: --json names all`] : [])];
}

/** The figures as people read them. */
function report(evaluation: Evaluation | FilesEvaluation): string {
  const { images, accuracy, accuracy95, precision, recall, f1, ece, duplicates } = evaluation;
  const { classes, perClass, confusion } = evaluation;
  const width = Math.max(5, ...classes.map((name) => name.length + 1));
  const cell = (value: string | number) => String(value).padStart(width);
  return [
    `pictures   ${images}`,
    `accuracy  ${percent(accuracy)}  (95 % interval ${accuracy95.map(percent).join(" to ")})`,
    `precision ${percent(precision)}  (macro)`,
    `recall    ${percent(recall)}  (macro)`,
    `F1        ${percent(f1)}  (macro)`,
    `ECE       ${percent(ece)}`,
    `copies of training pictures: ${duplicates ?? "unknown"}`,
    ...("misread" in evaluation ? trustReport(evaluation) : []),
    "",
    "class      pictures  precision    recall        F1",
    ...classes.map((name) => {
      const { support, precision, recall, f1 } = perClass[name];
      const shares = [precision, recall, f1].map(support > 0 ? percent : () => "-".padStart(8));
      return name.padEnd(10) + String(support).padStart(9) +
        shares.map((share) => `  ${share}`).join("");
    }),
    "",
    "confusion: a row for each class shown, a column for each answer",
    cell("") + classes.map(cell).join(""),
    ...confusion.map((row, i) => cell(classes[i]) + row.map(cell).join("")),
    ...("misread" in evaluation ? misreadReport(evaluation) : []),
  ].join("\n");
}
