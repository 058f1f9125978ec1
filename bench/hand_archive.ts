import { Buffer } from "node:buffer";
import { zipExamples } from "../lib/browser/examples_zip.ts";
import { pictureAt } from "../lib/dataset/dataset.ts";
import { drawPenSet, type PenSetOptions } from "../lib/dataset/pen.ts";
import { encodePng } from "../lib/image/encode_png.ts";

/** An archive of drawings of a hand, the first ten classes of its alphabet, as the page's teaching is given it. */
export async function handArchive(options: PenSetOptions) {
  const drawn = await drawPenSet(options);
  const files = [];
  for (const [i, label] of drawn.labels.entries()) {
    if (label >= 10) continue;
    const bytes = new Uint8Array(await encodePng(pictureAt(drawn, i)));
    files.push({ name: drawn.classes[label], bytes });
  }
  return { name: "hand.zip", mimeType: "application/zip", buffer: Buffer.from(zipExamples(files)) };
}
