/**
 * Draws batches for the digit net to learn from into files that `train_digits.py` reads: one such program for
 * each core of a machine with a GPU.
 *
 *     deno run -A tools/gpu/draw_digits.ts FOLDER train SEED PHOTOS MINUTES
 *     deno run -A tools/gpu/draw_digits.ts FOLDER validation SEED PHOTOS
 *
 * Digits are cut out of so many drawn PHOTOS first. Augmentation weakens towards the end of the MINUTES, as in a
 * training on processors; digits to validate with are drawn at full strength, and few.
 */
import { Buffer } from "node:buffer";
import { createRandom } from "../../lib/base/random.ts";
import { replaceFile } from "../../lib/base/replace.ts";
import { openFinder } from "../../lib/finder/open_finder.ts";
import { toBytes } from "../../lib/image/shares.ts";
import { AUGMENTATION, augmentedBatches } from "../../lib/network/digit_batches.ts";
import type { Batch } from "../../lib/network/fit.ts";
import { openDigits } from "./open_digits.ts";
import { readArguments } from "./read_arguments.ts";

/** Batches in a file. */
const SHARD = 32;
/** Files to validate with. */
const VALIDATION = 8;

const [folder, part, seed, photos, minutes] = readArguments(
  "draw_digits.ts FOLDER train SEED PHOTOS MINUTES, or FOLDER validation SEED PHOTOS",
  /^.+\n(train(\n\d+){2}\n[\d.]+|validation(\n\d+){2})$/,
);
const dataset = await openDigits(part);
const finder = await openFinder({ threads: 1 });
const nextBatch = await augmentedBatches({
  dataset,
  batch: 128,
  effort: Number(photos) * AUGMENTATION.digitsPerPhoto / dataset.size,
  random: createRandom(Number(seed)).fork("batches"),
  seed: Number(seed),
  finder: finder.run,
});
const start = Date.now();
const isOver = (file: number) => minutes === undefined ? file >= VALIDATION : shareDone() >= 1;
for (let file = 0; !isOver(file); file++) {
  const batches = Array.from({ length: SHARD }, () => nextBatch(shareDone()));
  await replaceFile(`${folder}/${part}-${seed}-${file}`, Buffer.concat(partsOf(batches)));
}
await finder.close();

function shareDone(): number {
  return minutes === undefined ? 0 : Math.min(1, (Date.now() - start) / 60_000 / Number(minutes));
}

/** Pictures end to end, little-endian: how many (int32); their pixels (bytes); their targets (float32). */
function partsOf(batches: readonly Batch[]): Uint8Array[] {
  return [
    new Uint8Array(Int32Array.of(batches.reduce((sum, { count }) => sum + count, 0)).buffer),
    ...batches.map(({ images }) => toBytes(images)),
    ...batches.map(({ targets }) => new Uint8Array(targets.buffer)),
  ];
}
