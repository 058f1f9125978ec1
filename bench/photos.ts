/**
 * `deno task photos [--images N]`: measures how whole pictures are read, and what that costs, and writes
 * reports/photos.md.
 */
import { loadMnist } from "../lib/dataset/mnist.ts";
import type { PhotoKind, Strength, TroubleName } from "../lib/dataset/photos.ts";
import { troubles } from "../lib/dataset/photos.ts";
import { openEngine } from "../lib/engine/open.ts";
import { evaluatePhotos, type PhotoRow } from "../lib/evaluate_photos.ts";
import { createRecognizer } from "../lib/recognizer.ts";
import { readFlags } from "../tasks/flags.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runTask } from "../tasks/run_task.ts";
import { benchMemory, benchPhotos, steps } from "./photo_bench.ts";
import { percent, table, withInterval } from "./tables.ts";

const REPORT = "reports/photos.md";

/** What is measured, and what each kind is called. */
const ROWS: readonly (readonly [PhotoKind, Strength, string])[] = [
  ["digit", "medium", "one digit"],
  ["digit", "strong", "one digit"],
  ["number", "medium", "a number of 2 to 6 digits, well separated"],
  ["number", "strong", "a number of 2 to 6 digits, well separated"],
  ["touching", "medium", "a number of 2 to 4 digits, some touching"],
  ["lines", "medium", "several lines, with spaces"],
  ["empty", "medium", "no writing"],
];

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1];

await runTask(async (args) => {
  const { images } = readFlags(args, {
    task: "photos",
    about: "Measures how whole pictures are read, and what that costs: reports/photos.md",
    flags: { images: { type: "integer", default: 1000, least: 10, help: "pictures a row" } },
  });
  const { engine, card } = await openEngine({ model: "models/digits" });
  // Speed first, before the rest has warmed the machine.
  const bar = progressBar("timing");
  const times = await benchPhotos({ engine, card, onProgress: bar.onProgress });
  bar.finish();
  const memory = await benchMemory();

  const digits = await loadMnist("test");
  const { read } = createRecognizer({ engine, card });
  const rows: PhotoRow[] = [];
  for (const [kind, strength] of ROWS) {
    const bar = progressBar(`${kind}, ${strength}`);
    const { onProgress } = bar;
    rows.push(await evaluatePhotos({ read, digits, kind, strength, images, seed: 1, onProgress }));
    bar.finish();
  }
  await engine.close();

  const medium = rows.filter(({ strength, kind }) => strength === "medium" && kind !== "empty");
  await Deno.writeTextFile(
    REPORT,
    `# How whole pictures are read

Written by \`deno task photos\`. The pictures are drawn like photographs (lib/dataset/photos.ts): MNIST's test
digits, which no training saw, and strokes of our own on paper, each with one to three of ${
      Object.keys(troubles).length
    } troubles. They
are drawn from seed 1, which nothing was chosen on; what was developed was developed on pictures of training
digits. The network was trained on pieces of such pictures too, of training digits and from other seeds. The
generator's troubles are ours: real photographs have others.

A picture counts when its whole text is right, spaces and lines included. In brackets, 95 % Wilson intervals.

${
      table(
        [
          "picture",
          "strength",
          "pictures",
          "read right, %",
          "characters right",
          "answered a digit",
        ],
        rows.map((row, i) => [
          ROWS[i][2],
          row.strength,
          String(row.images),
          row.kind === "empty" ? "" : withInterval(row.accuracy, row.accuracy95),
          row.kind === "empty" ? "" : percent(row.characterAccuracy),
          percent(row.answered / row.images),
        ]),
      )
    }

## By trouble

Read right of the medium pictures that have the trouble.

${
      table(
        ["trouble", ...medium.map(({ kind }) => kind)],
        (Object.keys(troubles) as TroubleName[]).map((name) => [
          name,
          ...medium.map(({ perTrouble }) => percent(perTrouble[name]?.accuracy ?? NaN)),
        ]),
      )
    }

## Time

Milliseconds, medians of ${
      times[0].total.length
    } readings of JPEG photographs of numbers, the sizes in turn;
${navigator.hardwareConcurrency} cores. The network's own time is part of readLines.

${
      table(
        ["megapixels", "file to reading", ...steps],
        times.map((one) => [
          String(one.megapixels),
          median(one.total).toFixed(1),
          ...steps.map((name) => median(one.steps[name]).toFixed(1)),
        ]),
      )
    }

## Memory

Most that a whole program needed which read one picture, model and runtime included.

${
      table(
        ["megapixels", "MiB"],
        memory.map(({ megapixels, mebibytes }) => [
          megapixels < 1 ? megapixels.toFixed(3) : megapixels.toFixed(0),
          mebibytes.toFixed(0),
        ]),
      )
    }
`,
  );
  console.log(`written: ${REPORT}`);
});
