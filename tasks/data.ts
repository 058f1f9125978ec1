/** `deno task data`: draws the pen set, or fetches what people wrote; `--help` says how. */
import { relative } from "@std/path";
import { replaceFile } from "../lib/base/replace.ts";
import { requireFilePlace } from "../lib/base/require_place.ts";
import { contactSheet } from "../lib/dataset/contact_sheet.ts";
import { type Dataset, pictureAt } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { strokeSources } from "../lib/dataset/pen.ts";
import { writePenSet } from "../lib/dataset/pen_folder.ts";
import { PENDIGITS } from "../lib/dataset/pendigits.ts";
import { photoSheet } from "../lib/dataset/photos/photo_sheet.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import { fetchPendigits } from "./fetch_pendigits.ts";
import { FlagError } from "./flags.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

/** Used where flags say nothing. The flags have no defaults, for it counts whether they were given: see below. */
const [OUT, PER_CLASS, SOURCE] = ["data/pen", 100, "design"] as const;

await runTask({
  task: "data",
  about: "Draws the pen set: digits as made with a mouse, OUT/<digit>/<number>.png, 64x64.",
  flags: {
    seed: { type: "integer", default: 1, help: "which person, and which drawings" },
    out: { type: "path", help: `the folder to make (default ${OUT})` },
    "per-class": {
      type: "integer",
      least: 1,
      help: `drawings of each digit (default ${PER_CLASS})`,
    },
    source: {
      type: "string",
      choices: strokeSources,
      help:
        `strokes of our own design (one person), or of MNIST's training digits (many) (default ${SOURCE})`,
    },
    show: { type: "path", value: "PNG", help: "also write a contact sheet to this file" },
    photos: {
      type: "path",
      value: "PNG",
      help: "draw no pen set, but a contact sheet of pictures like photographs to this file",
    },
    pendigits: {
      type: "boolean",
      help:
        `draw no pen set, but fetch what 44 people wrote with a pen (UCI's Pendigits) into ${PENDIGITS.folder}`,
    },
  },
}, async (flags) => {
  const { seed, out = OUT, source = SOURCE, "per-class": perClass = PER_CLASS } = flags;
  const { show, photos, pendigits } = flags;
  const penFlag = (["out", "per-class", "source", "show"] as const).find((name) => flags[name]);
  if (pendigits) {
    const idle = penFlag ?? (photos ? "photos" : undefined);
    if (idle) throw new FlagError(`--${idle} is about drawing: --pendigits only fetches`);
    await fetchPendigits();
    console.log(`${PENDIGITS.folder}: ${PENDIGITS.requirement}`);
    return;
  }
  const { onProgress, finish } = progressBar("drawing");
  if (photos) {
    if (penFlag) throw new FlagError(`--${penFlag} belongs to the pen set: --photos draws none`);
    await requireFilePlace(photos);
    const drawn = await photoSheet(await loadMnist("train"), { seed, onProgress });
    finish();
    await replaceFile(photos, drawn);
    console.log(`${photos}: a row for every kind of picture, three where they differ in strength`);
    return;
  }
  if (show) {
    if (!relative(out, show).startsWith("..")) {
      throw new FlagError(`--show ${show} would lie in the pen set ${out}: name another place`);
    }
    await requireFilePlace(show);
  }
  const dataset = await writePenSet(out, { seed, perClass, source, onProgress }).finally(finish);
  console.log(`${out}: ${dataset.size} drawings (seed ${seed}, strokes: ${source})`);
  if (show) {
    await replaceFile(show, await encodePng(sheet(dataset)));
    console.log(`${show}: contact sheet`);
  }
});

/** The first twenty of every class, a row each. */
function sheet(dataset: Dataset) {
  const perClass = dataset.size / dataset.classes.length;
  const columns = Math.min(20, perClass);
  const indices = dataset.classes.flatMap((_, label) =>
    Array.from({ length: columns }, (_, i) => label * perClass + i)
  );
  return contactSheet(indices.map((i) => pictureAt(dataset, i)), { columns });
}
