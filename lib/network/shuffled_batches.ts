import type { Random } from "../base/random.ts";
import { requireCount } from "../base/require_count.ts";
import { shuffledIndices } from "../base/shuffled_indices.ts";
import { drawWarp, type WarpBounds } from "../dataset/augment/draw_warp.ts";
import { warp } from "../dataset/augment/render.ts";
import { type Dataset, imageAt } from "../dataset/dataset.ts";
import { toShares } from "../image/shares.ts";
import type { Batch } from "./fit.ts";

interface ShuffledBatchesOptions {
  /** Square pictures where they are warped. */
  readonly dataset: Dataset;
  /** Pictures in a batch; the last one of an epoch holds what is left. */
  readonly batch: number;
  readonly random: Random;
  /** Warps every picture anew each time, up to these bounds; as they are when left out. */
  readonly bends?: WarpBounds;
}

/**
 * Batches for {@linkcode fit}: every picture once an epoch, in a new order each time.
 *
 * The order is the same with warps and without: two trainings that differ in them alone can be compared.
 *
 * @throws {RangeError} when `batch` is not a whole number from 1 up.
 */
export function shuffledBatches(
  { dataset, batch, random, bends }: ShuffledBatchesOptions,
): { nextBatch: () => Batch; stepsPerEpoch: number } {
  requireCount("batch", batch);
  const { size, width, height, labels } = dataset;
  const pixels = width * height;
  const classes = dataset.classes.length;
  const warping = random.fork("bend");
  const nextIndices = shuffledIndices(size, batch, random);

  const nextBatch = (): Batch => {
    const chosen = nextIndices();
    const images = new Float32Array(chosen.length * pixels);
    const targets = new Float32Array(chosen.length * classes);
    chosen.forEach((index, i) => {
      const image = imageAt(dataset, index);
      const drawn = bends
        ? warp(image, width, height, drawWarp(width, bends, warping))
        : toShares(image);
      images.set(drawn, i * pixels);
      targets[i * classes + labels[index]] = 1;
    });
    return { images, targets, count: chosen.length, weight: chosen.length };
  };
  return { nextBatch, stepsPerEpoch: Math.ceil(size / batch) };
}
