/** The pen set as a folder of PNG files, `<digit>/<number>.png`. */
import { fromFileUrl, join } from "@std/path";
import { replaceFolder } from "../base/replace.ts";
import { requireFolderPlace } from "../base/require_place.ts";
import { encodePng } from "../image/encode_png.ts";
import { toFolder } from "./class_folder.ts";
import { type Dataset, pictureAt } from "./dataset.ts";
import { drawPenSet, type PenSetOptions } from "./pen.ts";
import { alphabets } from "./stroke_designs.ts";

/** Where the pen set lies when nothing else is said: data/pen of this project. */
export const penFolder = fromFileUrl(new URL("../../data/pen", import.meta.url));

/** Lies in every folder made here; one without it is somebody's own, and is not replaced. */
const MARK = ".pen-set.json";

/**
 * Draws a pen set and makes a folder of it, whole or not at all; an older pen set there is replaced. The same options
 * make the same bytes.
 *
 * @returns The set as it was written.
 * @throws {UserError} when something else is there, or the place cannot be written to.
 */
export async function writePenSet(
  folder: string,
  { onProgress, ...options }: PenSetOptions = {},
): Promise<Dataset> {
  const names = [MARK, ...Object.values(alphabets).flatMap(({ classes }) => classes.map(toFolder))];
  await requireFolderPlace(folder, {
    what: "a pen set",
    names,
    within: /^\d+\.png$/,
    mark: MARK,
  });
  // Drawing is the first half of the work, writing the second.
  const dataset = await drawPenSet({
    ...options,
    onProgress: (done, total) => onProgress?.(done, 2 * total),
  });
  await replaceFolder(folder, async (empty) => {
    await Deno.writeTextFile(join(empty, MARK), JSON.stringify(options) + "\n");
    const folders = dataset.classes.map((name) => join(empty, toFolder(name)));
    for (const path of folders) await Deno.mkdir(path);
    const numbers = dataset.classes.map(() => 0);
    for (let i = 0; i < dataset.size; i++) {
      const label = dataset.labels[i];
      const file = join(folders[label], `${++numbers[label]}.png`);
      await Deno.writeFile(file, await encodePng(pictureAt(dataset, i)));
      onProgress?.(dataset.size + i + 1, 2 * dataset.size);
    }
  });
  return dataset;
}
