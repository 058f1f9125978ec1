/**
 * `deno task tune [--images N] [--only NAME]`: what other numbers than those in use would do between the
 * finder and the answer, on pictures of validation digits; writes reports/finder.md.
 */
import { join } from "@std/path";
import { ImageError, UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { createRandom } from "../lib/base/random.ts";
import { replaceFile } from "../lib/base/replace.ts";
import type { Dataset } from "../lib/dataset/dataset.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { encodePhoto, type Photo } from "../lib/dataset/photos.ts";
import { drawPicture, type PictureKind, pictureKinds } from "../lib/dataset/pictures.ts";
import { openEngine } from "../lib/engine/open_engine.ts";
import { isReadRight } from "../lib/evaluation/evaluate_photos.ts";
import { type FinderSettings, SETTINGS } from "../lib/finder/finder_settings.ts";
import type { RunFinder } from "../lib/finder/look.ts";
import { openFinder } from "../lib/finder/open_finder.ts";
import { readFinderCard } from "../lib/model/model_files.ts";
import { createRecognizer } from "../lib/recognizer.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runTask } from "../tasks/run_task.ts";
import { madeBy } from "./made_by.ts";
import { percent, table } from "./tables.ts";

const REPORT = "reports/finder.md";

/** The pictures' seed: no training drew from it, and no report measures on it. */
const SEED = 77;

/** What is tried in place of each number in use; 0 as `secondLook` is one look alone. */
const OTHERS: Readonly<Record<keyof FinderSettings, readonly number[]>> = {
  picture: [640, 1200],
  firstLook: [160, 224, 288],
  smallest: [80, 160],
  emptyLook: [320, 640],
  sureMiddle: [0, 0.8],
  tinyDigit: [0, 12, 20],
  lowDigit: [28, 44],
  wantedDigit: [36, 56],
  secondLook: [0, 448, 832],
  doubt: [0, 0.9],
  again: [1.2],
  hardly: [0, 0.3],
  farther: [0.35, 0.7],
  narrow: [0, 0.3],
  convinced: [0.6, 0.9, 2],
  around: [0.4, 1.2],
  middle: [0.2, 0.5],
  signMiddle: [0.65, 0.9],
  part: [0.05, 0.2, 0.35],
  mostParts: [2, 4],
  likely: [0.35, 0.65],
  said: [0.5, 0.9],
  faintMiddle: [0.05, 0.35],
  apart: [0.05, 0.2],
  ink: [0.25, 0.5],
  faintInk: [0.05, 0.2],
  surely: [0.03, 0.2],
  paperAround: [0.1, 0.4],
  astray: [0.35, 0.7],
  sameRow: [0.6, 0.9],
  steep: [2, 4.5],
  nearest: [1, 3],
  space: [0.25, 0.45],
  usual: [0.25, 0.5],
  usualGap: [0.3, 1],
};

/** A picture that every trial reads. */
interface Case {
  readonly kind: PictureKind;
  readonly truth: Photo["truth"];
  readonly file: Uint8Array;
}

/** What the pictures are read with. */
interface Trial {
  /** The setting that differs from the one in use, or a finder. */
  readonly name: string;
  /** The setting's other number, or how long the finder was trained. */
  readonly value: string;
  readonly settings: FinderSettings;
  readonly run: RunFinder;
}

await runTask({
  task: "tune",
  about: "What other numbers would do between the finder and the answer: reports/finder.md",
  flags: {
    images: { type: "integer", default: 60, least: 1, help: "pictures of every kind" },
    only: {
      type: "string",
      value: "NAME",
      choices: Object.keys(OTHERS),
      help: "try this number alone",
    },
    finders: {
      type: "path",
      help: "a folder of finders that were trained otherwise, to read with as well",
    },
  },
}, async ({ images, only, finders }) => {
  const { engine, card } = await openEngine({ model: "models/digits" });
  const finder = await openFinder();
  const { validation } = await openDataset("mnist", card.input, { seed: 1 });
  const names = Object.keys(OTHERS) as (keyof FinderSettings)[];
  const others = finders === undefined ? [] : await openOthers(finders);
  const inUse = { name: "in use", value: "", settings: SETTINGS, run: finder.run };
  const trials: Trial[] = [
    inUse,
    ...names.filter((name) => !only || name === only).flatMap((name) =>
      OTHERS[name].map((value) => ({
        ...{ ...inUse, name, value: `${value} for ${SETTINGS[name]}` },
        settings: { ...SETTINGS, [name]: value },
      }))
    ),
    ...others,
  ];
  const bar = progressBar("reading");
  // Drawing the pictures is about as much work as one trial.
  const steps = (trials.length + 1) * images * pictureKinds.length;
  const cases = await drawCases(validation, images, (drawn) => bar.onProgress(drawn, steps));
  const rows: string[][] = [];
  let rightInUse: readonly boolean[] = [];
  for (const [n, { name, value, settings, run }] of trials.entries()) {
    const { read } = createRecognizer({ engine, card, finder: run, settings });
    const right: boolean[] = [];
    const before = performance.now();
    for (const [i, { kind, truth, file }] of cases.entries()) {
      const text = await read(file).then(({ text }) => text, onError(ImageError, () => ""));
      right.push(isReadRight(truth, kind, text));
      bar.onProgress(cases.length * (n + 1) + i + 1, steps);
    }
    const milliseconds = (performance.now() - before) / cases.length;
    if (n === 0) rightInUse = right;
    const shareOf = (of: readonly boolean[]) => (100 * count(of) / images).toFixed(0);
    rows.push([
      name,
      value,
      percent(count(right) / cases.length),
      String(count(right.map((isRight, i) => isRight && !rightInUse[i]))),
      String(count(right.map((isRight, i) => !isRight && rightInUse[i]))),
      ...pictureKinds.map((kind) => shareOf(right.filter((_, i) => cases[i].kind === kind))),
      milliseconds.toFixed(1),
    ]);
  }
  bar.finish();
  await Promise.all([engine, finder, ...others].map((opened) => opened.close()));
  const head = [
    ...["setting", "value", "read right", "by it alone", "by those in use alone"],
    ...pictureKinds,
    "ms a picture",
  ];
  const shown = table(head, rows);
  if (only) {
    console.log(shown);
    return;
  }
  const made = await madeBy("tune", { images, ...(finders && { finders: "FOLDER" }) });
  await replaceFile(
    REPORT,
    `# What decides between the finder and the answer

${made}

Pictures of MNIST's validation digits, ${images} of every kind, a quarter of them strong, from seed
${SEED}. Each row changes one number of lib/finder/finder_settings.ts; percent read right, and means of the time on ${navigator.hardwareConcurrency} cores.
Finders that were trained otherwise come last, where there are any: all of them on the same pictures but
for what is left out, from nothing, in so many steps. They compare with each other, the first of them being
the control, not with the one in use.

All rows are of the same pictures, so what counts is how many are read right by a row alone, and by the settings in
use alone. Where these two are as a fair coin throws them (as 3 and 9, or 12 and 22), the pictures say nothing.

${shown}
`,
  );
  console.log(`written: ${REPORT}`);
});

/** Draws so many pictures of every kind: as in reports/photos.md, most of them are of medium strength. */
async function drawCases(
  digits: Dataset,
  images: number,
  onProgress: (drawn: number) => void,
): Promise<Case[]> {
  const source = createRandom(SEED);
  const cases: Case[] = [];
  for (const kind of pictureKinds) {
    for (let i = 0; i < images; i++) {
      const random = source.fork(`${kind}${i}`);
      const strength = i % 4 === 3 ? "strong" : "medium";
      const photo = drawPicture({ digits, kind, strength, random });
      cases.push({ kind, truth: photo.truth, file: await encodePhoto(photo) });
      onProgress(cases.length);
    }
  }
  return cases;
}

function count(of: readonly boolean[]): number {
  return of.filter(Boolean).length;
}

/** Opens every finder of a folder, to be tried as {@linkcode Trial}s. */
async function openOthers(folder: string) {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch(
    onError(Deno.errors.NotFound, () => {
      throw new UserError(`${folder} is not there: --finders takes a folder of finders`);
    }),
  );
  const names = entries.map(({ name }) => name).sort();
  return await Promise.all(names.map(async (name) => {
    const path = join(folder, name);
    const { training } = await readFinderCard(path);
    const { run, close } = await openFinder({ folder: path });
    const value = `${training.steps} steps`;
    return { name: `finder: ${name}`, value, settings: SETTINGS, run, close };
  }));
}
