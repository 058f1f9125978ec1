/** `deno task photos [--images N]`: measures how whole pictures are read and writes reports/photos.md. */
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { wilsonInterval } from "../lib/base/wilson_interval.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import {
  type DegradationName,
  degradations,
  type Photo,
  type Strength,
} from "../lib/dataset/photos.ts";
import type { PictureKind } from "../lib/dataset/pictures.ts";
import {
  evaluatePhotos,
  isReadRight,
  type PhotoRow,
  type PhotoScore,
  photoScore,
  type RowOptions,
} from "../lib/evaluation/evaluate_photos.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runTask } from "../tasks/run_task.ts";
import { madeBy } from "./made_by.ts";
import { readByFormerPath } from "./read_by_former_path.ts";
import { percent, table, withInterval } from "./tables.ts";

const REPORT = "reports/photos.md";

/** The seed of every row: nothing was chosen on its pictures. */
const SEED = 2026;

/** Whether a digit's ink reaches a side of the picture. */
function meetsSide({ picture, truth }: Photo): boolean {
  return truth.marks.some(({ box: { x, y, width, height } }) =>
    x <= 0 || y <= 0 || x + width >= picture.width || y + height >= picture.height
  );
}

const isRowOfTen = ({ truth }: Photo) => truth.marks.length === 10 && !truth.text.includes("\n");

type Row = readonly [
  name: string,
  kind: PictureKind,
  strength: Strength,
  keep?: RowOptions["keep"],
];

const ROWS: readonly Row[] = [
  ["canvas, one digit, free of the sides", "canvas", "medium", (photo) => !meetsSide(photo)],
  ["canvas, one digit, along and over the sides", "canvas", "medium", meetsSide],
  ["canvas, ten digits", "canvasRow", "medium", isRowOfTen],
  ["photograph, one digit", "digit", "medium"],
  ["photograph, one digit", "digit", "strong"],
  ["a number of 2 to 6 digits, well separated", "number", "medium"],
  ["a number of 2 to 6 digits, well separated", "number", "strong"],
  ["a number of 2 to 4 digits, some touching", "touching", "medium"],
  ["several lines, with spaces", "lines", "medium"],
  ["a page: uneven lines, a column, a sum, rings", "page", "medium"],
  ["a whole sheet of numbers", "sheet", "medium"],
  ["digits with signs and letters between", "signs", "medium"],
  ["a number, one digit crossed out", "crossed", "medium"],
  ["words, no digit", "words", "medium"],
  ["paper, nothing written", "empty", "medium"],
  ["rooms, faces, print and other clutter", "clutter", "medium"],
];

/** Bounds of confidence between which answers are counted. */
const BANDS = [0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1.000001];

await runTask({
  task: "photos",
  about: "Measures how whole pictures are read: reports/photos.md",
  flags: { images: { type: "integer", default: 1000, least: 10, help: "pictures a row" } },
}, async ({ images }) => {
  const recognizer = await openRecognizer({ model: "models/digits" });
  const digits = await loadMnist("test");
  const rows: PhotoRow[] = [];
  const former: Promise<PhotoScore | null>[] = [];
  let missing = "";
  for (const [name, kind, strength, keep] of ROWS) {
    const bar = progressBar(`${name}, ${strength}`);
    const seen: SeenPhoto[] = [];
    rows.push(
      await evaluatePhotos({
        ...{ digits, kind, strength, images, seed: SEED, keep },
        read: recognizer.read,
        onPhoto: ({ truth: { text } }, file) => seen.push({ file, text }),
        onProgress: bar.onProgress,
      }),
    );
    bar.finish();
    // The former path reads one row while the next one is drawn.
    await former.at(-1);
    const reading = missing ? Promise.resolve(null) : scoreFormer(seen, kind).catch(
      onError(UserError, ({ message }) => {
        missing = `The former path is left out: ${message}.`;
        return null;
      }),
    );
    // It is awaited after the next row is drawn: until then nobody else would hear of its failing.
    reading.catch(() => {});
    former.push(reading);
  }
  const scores = await Promise.all(former);
  await recognizer.close();
  const medium = rows.filter(({ strength, perDegradation }) =>
    strength === "medium" && Object.keys(perDegradation).length > 5
  );
  const made = await madeBy("photos", { images });
  await Deno.writeTextFile(
    REPORT,
    `# How whole pictures are read

${made}

The pictures are drawn (lib/dataset/pictures.ts): canvases, photographs, scans and screenshots of
MNIST's test digits, which no training saw, and of strokes of our own; photographs have one to three of ${
      Object.keys(degradations).length
    } degradations. They
are drawn from seed ${SEED}, which nothing was chosen on; what was developed was developed on pictures of training
and validation digits. The networks were trained on such pictures of training digits. The generator is ours: real pictures differ.

A picture counts when its whole text is right, spaces and lines included. On canvases with several digits, and where signs stand
among the digits, spaces and lines do not count; what is read in place of a sign does not matter, as long as it is no digit. Where
there are no digits, none may be answered. In brackets, 95 % Wilson intervals. *By rules* is the path before the finder, at commit
aeaea90, with its own model, on the same files. *Characters right* is the mean of 1 less the edit distance per character of what
counts; of pictures without digits, those in which none is answered. ${missing}

${
      table(
        [
          "picture",
          "strength",
          "pictures",
          "read right, %",
          "by rules, %",
          "characters right",
          "answered a digit",
          "no ink found",
        ],
        rows.map((row, i) => [
          ROWS[i][0],
          row.strength,
          String(row.images),
          withInterval(row.accuracy, row.accuracy95),
          scores[i] ? withInterval(scores[i].accuracy, scores[i].accuracy95) : "",
          percent(row.characterAccuracy),
          percent(row.answered / row.images),
          percent(row.refused / row.images),
        ]),
      )
    }

## What a confidence is worth

Of the pictures above whose every digit is answered, by the product of their digits' confidences.

${table(["confidence", "pictures", "read right, %"], bands(rows.flatMap(({ sure }) => sure)))}

## By degradation

Read right of the medium photographs that have the degradation, where there are any. Few have each one: with 50, an interval is
about twenty points wide. Compare rows only where they are far apart.

${
      table(
        ["degradation", ...medium.map(({ kind }) => kind)],
        (Object.keys(degradations) as DegradationName[]).map((name) => [
          name,
          ...medium.map(({ perDegradation }) => {
            const part = perDegradation[name];
            return part ? `${(100 * part.accuracy).toFixed(0)} % of ${part.images}` : "none";
          }),
        ]),
      )
    }
`,
  );
  console.log(`written: ${REPORT}`);
});

/** What the former path needs of a picture. */
interface SeenPhoto extends Pick<Photo["truth"], "text"> {
  readonly file: Uint8Array;
}

/** How the path by rules reads the same pictures. */
async function scoreFormer(seen: readonly SeenPhoto[], kind: PictureKind): Promise<PhotoScore> {
  const texts = await readByFormerPath(seen.map(({ file }) => file));
  const right = texts.filter((text, i) => isReadRight(seen[i], kind, text)).length;
  return photoScore(right, seen.length);
}

/** How often answers of each band are right. */
function bands(answers: PhotoRow["sure"]): string[][] {
  return BANDS.slice(1).map((high, n) => {
    const within = answers.filter(({ confidence }) => confidence >= BANDS[n] && confidence < high);
    const right = within.filter(({ isRight }) => isRight).length;
    return [
      `${100 * BANDS[n]} to ${Math.min(100, 100 * high)} %`,
      String(within.length),
      within.length > 0
        ? withInterval(right / within.length, wilsonInterval(right, within.length))
        : "",
    ];
  });
}
