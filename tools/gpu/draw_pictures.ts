/**
 * Draws pictures for the finder to learn from into files that `train_finder.py` reads, until it is stopped:
 * one such program for each core of a machine with a GPU.
 *
 *     deno run -A tools/gpu/draw_pictures.ts FOLDER train|validation SEED [FILES]
 */
import { Buffer } from "node:buffer";
import { createRandom } from "../../lib/base/random.ts";
import { replaceFile } from "../../lib/base/replace.ts";
import { drawFinderPicture, type FinderPicture } from "../../lib/dataset/finder/finder_picture.ts";
import { openDigits } from "./open_digits.ts";
import { readArguments } from "./read_arguments.ts";

/** Pictures in a file. */
const SHARD = 200;

const [folder, part, seed, files = Infinity] = readArguments(
  "draw_pictures.ts FOLDER train|validation SEED [FILES]",
  /^.+\n(train|validation)(\n\d+){1,2}$/,
);
const digits = await openDigits(part);
const random = createRandom(Number(seed));
for (let file = 0; file < Number(files); file++) {
  const pictures: FinderPicture[] = [];
  for (let n = file * SHARD; n < (file + 1) * SHARD; n++) {
    pictures.push(await drawFinderPicture(digits, random.fork(`picture ${n}`)));
  }
  await replaceFile(`${folder}/${part}-${seed}-${file}`, Buffer.concat(partsOf(pictures)));
}

/**
 * Pictures end to end, little-endian: how many; width, height and number of marks of each (int32); each one's
 * kind (16 bytes of ASCII); box and whether it is a digit of each mark (float32); grey, ink and owner of each
 * picture (bytes).
 */
function partsOf(pictures: readonly FinderPicture[]): Uint8Array[] {
  const sizes = pictures.flatMap(({ width, height, marks }) => [width, height, marks.length]);
  const marks = pictures.flatMap(({ marks }) =>
    marks.flatMap(({ box, isDigit }) => [box.x, box.y, box.width, box.height, isDigit ? 1 : 0])
  );
  return [
    new Uint8Array(Int32Array.of(pictures.length, ...sizes).buffer),
    ...pictures.map(({ kind }) => new TextEncoder().encode(kind.padEnd(16, "\0"))),
    new Uint8Array(Float32Array.from(marks).buffer),
    ...pictures.flatMap(({ grey, ink, owner }) => [grey, ink, owner]),
  ];
}
