/** `deno task data`: draws the pen set; `--help` says how. */
import { replaceFile } from "../lib/base/replace.ts";
import { contactSheet } from "../lib/dataset/contact_sheet.ts";
import { type Dataset, pictureAt } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { strokeSources } from "../lib/dataset/pen.ts";
import { writePenSet } from "../lib/dataset/pen_folder.ts";
import { photoSheet } from "../lib/dataset/photos/photo_sheet.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "data",
  about: "Draws the pen set: digits as made with a mouse, OUT/<digit>/<number>.png, 64x64.",
  flags: {
    seed: { type: "integer", default: 1, help: "which person, and which drawings" },
    out: { type: "string", default: "data/pen", help: "the folder to make" },
    "per-class": { type: "integer", default: 100, least: 1, help: "drawings of each digit" },
    source: {
      type: "string",
      default: "design",
      choices: strokeSources,
      help: "strokes of our own design (one person), or of MNIST's training digits (many)",
    },
    show: { type: "string", help: "also write a contact sheet to this PNG file" },
    photos: {
      type: "string",
      help: "draw no pen set, but a contact sheet of pictures like photographs to this PNG file",
    },
  },
}, async (flags) => {
  const { seed, out, show, photos } = flags;
  if (photos) {
    const drawn = await photoSheet(await loadMnist("train"), { seed });
    await replaceFile(photos, drawn);
    console.log(`${photos}: a row for every kind of picture, three where they differ in strength`);
    return;
  }
  const source = strokeSources.find((one) => one === flags.source);
  const bar = progressBar("drawing");
  const dataset = await writePenSet(out, {
    seed,
    perClass: flags["per-class"],
    source,
    onProgress: bar.onProgress,
  }).finally(bar.finish);
  console.log(`${out}: ${dataset.size} drawings (seed ${seed}, strokes: ${source})`);
  if (show) {
    await replaceFile(show, await encodePng(sheet(dataset)));
    console.log(`${show}: contact sheet`);
  }
});

/** The first twenty of every class, a row each. */
function sheet({ size, classes, ...rest }: Dataset) {
  const columns = Math.min(20, size / classes.length);
  const indices = classes.flatMap((_, label) =>
    Array.from({ length: columns }, (_, i) => label * (size / classes.length) + i)
  );
  return contactSheet(indices.map((i) => pictureAt({ size, classes, ...rest }, i)), { columns });
}
