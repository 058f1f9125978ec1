import type * as tf from "@tensorflow/tfjs";
import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import type { WarpBounds } from "../../dataset/augment/draw_warp.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import type { Parts } from "../../dataset/split.ts";
import type { NetworkShape } from "../../network/classifier.ts";
import { type EpochRecord, fit } from "../../network/fit.ts";
import { predict } from "../../network/predict.ts";
import { reportNetwork } from "../../network/report.ts";
import { shuffledBatches } from "../../network/shuffled_batches.ts";
import { splitByCopy } from "../data/split_by_copy.ts";
import { mistakes } from "../mistakes.ts";
import type { Tally } from "./leak_study.ts";

/** How a network is trained and tested. */
export interface Way {
  /** Where `validation` is the same as `test`, the test chooses the epoch that it then measures. */
  readonly parts: Parts<Dataset>;
  /** Warps every training picture anew each time it is shown, up to these bounds. */
  readonly bends?: WarpBounds;
  /** What is trained; the report CNN when left out. */
  readonly build?: (shape: NetworkShape) => tf.Sequential;
}

/** What {@linkcode compareWays} takes. */
export interface CompareWaysOptions {
  /** Pictures that no way has in its parts, to measure all of them alike. */
  readonly fresh: Dataset;
  readonly epochs: number;
  readonly batch: number;
  /** Every way is gone once with each: it draws the split, the first weights and the order of pictures. */
  readonly seeds: readonly number[];
  readonly onProgress?: Progress;
}

/** One training, and what its own test says of it beside what fresh pictures say. */
export interface WayRun {
  readonly way: string;
  readonly seed: number;
  readonly records: readonly EpochRecord[];
  readonly test: Tally;
  /** Those of the test part of which the training part holds an exact copy. */
  readonly copies: Tally;
  readonly fresh: Tally;
}

/** Adam's usual learning rate, kept all through. */
const RATE = 0.001;

/**
 * Trains a network in several ways and measures each by its own test part and by fresh pictures.
 *
 * @param ways By name, for a seed.
 * @returns All runs of the first way, then of the second, and so on.
 */
export async function compareWays(
  ways: Readonly<Record<string, (seed: number) => Way>>,
  { fresh, epochs, batch, seeds, onProgress }: CompareWaysOptions,
): Promise<WayRun[]> {
  const plan = Object.keys(ways).flatMap((way) => seeds.map((seed) => ({ way, seed })));
  const runs: WayRun[] = [];
  for (const [i, { way, seed }] of plan.entries()) {
    const { parts: { train, validation, test }, bends, build = reportNetwork } = ways[way](seed);
    const { width, height, classes } = train;
    const model = build({ width, height, classes: classes.length, seed });
    const random = createRandom(seed).fork("batches");
    const records = await fit(model, {
      ...shuffledBatches({ dataset: train, batch, random, bends }),
      epochs,
      learningRate: () => RATE,
      validation,
      seed,
      onProgress: (done, total) =>
        onProgress?.(i * total + done, plan.length * total, `${way}, seed ${seed}`),
    });
    const count = (part: Dataset): Tally => ({
      asked: part.size,
      right: part.size - mistakes(predict(model, part), part.labels).length,
    });
    const { copies } = splitByCopy(test, train);
    runs.push({
      way,
      seed,
      records,
      test: count(test),
      copies: count(copies),
      fresh: count(fresh),
    });
    model.dispose();
  }
  return runs;
}
