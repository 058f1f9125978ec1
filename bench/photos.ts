/** `deno task photos [--images N]`: measures how whole pictures are read and writes reports/photos.md. */
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { replaceFile } from "../lib/base/replace.ts";
import { wilsonInterval } from "../lib/base/wilson_interval.ts";
import { type DegradationName, degradations } from "../lib/dataset/photos.ts";
import type { PhotoRow } from "../lib/evaluation/evaluate_photos.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runTask } from "../tasks/run_task.ts";
import { madeBy } from "./made_by.ts";
import { type MeasuredRow, ROWS, SEED } from "./photos/photo_rows.ts";
import type { RowAnswer, RowOrder } from "./photos/photo_rows_thread.ts";
import { checkOutFormerPath } from "./photos/read_by_former_path.ts";
import { percent, table, withInterval } from "./tables.ts";

const REPORT = "reports/photos.md";

/** Bounds of confidence between which answers are counted. */
const BANDS = [0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1.000001];

await runTask({
  task: "photos",
  about: "Measures how whole pictures are read: reports/photos.md",
  flags: { images: { type: "integer", default: 1000, least: 10, help: "pictures a row" } },
}, async ({ images }) => {
  const bar = progressBar("reading pictures");
  const measured = await measureRows(images, bar.onProgress).finally(bar.finish);
  const rows = measured.map(({ row }) => row);
  const missing = measured.find(({ missing }) => missing)?.missing ?? "";
  // Other pictures than photographs have few of the degradations, or none.
  const medium = rows.filter(({ strength, perDegradation }) =>
    strength === "medium" && Object.keys(perDegradation).length > 5
  );
  const main = table(
    [
      ...["picture", "strength", "pictures", "read right, %", "by rules, %", "characters right"],
      ...["answered a digit", "no ink found"],
    ],
    measured.map(({ row, former }, i) => [
      ROWS[i][0],
      row.strength,
      String(row.images),
      withInterval(row.accuracy, row.accuracy95),
      former ? withInterval(former.accuracy, former.accuracy95) : "",
      percent(row.characterAccuracy),
      percent(row.answered / row.images),
      percent(row.refused / row.images),
    ]),
  );
  const names = Object.keys(degradations) as DegradationName[];
  const byDegradation = table(
    ["degradation", ...medium.map(({ kind }) => kind)],
    names.map((name) => [
      name,
      ...medium.map(({ perDegradation: { [name]: part } }) =>
        part ? `${(100 * part.accuracy).toFixed(0)} % of ${part.images}` : "none"
      ),
    ]),
  );
  await replaceFile(
    REPORT,
    `# How whole pictures are read

${await madeBy("photos", { images })}

The pictures are drawn (lib/dataset/pictures.ts): canvases, photographs, scans and screenshots of
MNIST's test digits, which no training saw, of strokes of our own and, for numbers and words, of handwriting fonts that
no training saw; photographs have one to three of ${names.length} degradations. They are drawn from seed ${SEED}, which
nothing was chosen on; what was developed was developed on pictures of training and validation digits. The networks were
trained on such pictures of training digits. The generator is ours: real pictures differ.

A picture counts when its whole text is right, spaces and lines included. On canvases with several digits, and where signs stand
among the digits, spaces and lines do not count; what is read in place of a sign does not matter, as long as it is no digit. Where
there are no digits, none may be answered. In brackets, 95 % Wilson intervals. *By rules* is the path before the finder, at commit
aeaea90, with its own model, on the same files. *Characters right* is the mean of 1 less the edit distance per character of what
counts; of pictures without digits, those in which none is answered. ${missing}

${main}

## What a confidence is worth

Of the pictures above whose every digit is answered, by the product of their digits' confidences.

${table(["confidence", "pictures", "read right, %"], bands(rows.flatMap(({ sure }) => sure)))}

## By degradation

Read right of the medium photographs that have the degradation, where there are any. Few have each one: with 50, an interval is
about twenty points wide. Compare rows only where they are far apart.

${byDegradation}
`,
  );
  console.log(`written: ${REPORT}`);
});

/** All rows, in their order: a thread for each core takes one after the other, the longest first. */
async function measureRows(
  images: number,
  onProgress: (done: number, total: number) => void,
): Promise<MeasuredRow[]> {
  // Threads would check it out over one another.
  await checkOutFormerPath().catch(onError(UserError, () => {}));
  // Whole sheets take longest, then rows of ten, for which most pictures that are drawn are put aside.
  const effort = ROWS.map(([, kind]) => ["canvasRow", "sheet"].indexOf(kind));
  const waiting = [...ROWS.keys()].sort((a, b) => effort[b] - effort[a]);
  const measured: MeasuredRow[] = [];
  const done = ROWS.map(() => 0);
  const work = async (worker: Worker) => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      measured[row] = await measureIn(worker, { row, images }, (count) => {
        done[row!] = count;
        onProgress(done.reduce((sum, one) => sum + one), images * ROWS.length);
      });
    }
  };
  const url = new URL("./photos/photo_rows_thread.ts", import.meta.url);
  const start = () => new Worker(url, { type: "module" });
  const workers = Array.from({ length: navigator.hardwareConcurrency }, start);
  // Where one fails, the others end with it.
  await Promise.all(workers.map(work)).finally(() => workers.forEach((one) => one.terminate()));
  return measured;
}

function measureIn(
  worker: Worker,
  order: RowOrder,
  onCount: (done: number) => void,
): Promise<MeasuredRow> {
  const { promise, resolve, reject } = Promise.withResolvers<MeasuredRow>();
  worker.onmessage = ({ data }: MessageEvent<RowAnswer>) => {
    if ("done" in data) onCount(data.done);
    else resolve(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`a row of pictures could not be measured: ${event.message}`));
  };
  worker.postMessage(order);
  return promise;
}

/** How often answers of each band are right. */
function bands(answers: PhotoRow["sure"]): string[][] {
  return BANDS.slice(1).map((high, n) => {
    const within = answers.filter(({ confidence }) => confidence >= BANDS[n] && confidence < high);
    const right = within.filter(({ isRight }) => isRight).length;
    const share = () => withInterval(right / within.length, wilsonInterval(right, within.length));
    return [
      `${100 * BANDS[n]} to ${Math.min(100, 100 * high)} %`,
      String(within.length),
      within.length > 0 ? share() : "",
    ];
  });
}
