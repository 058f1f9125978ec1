import type * as tf from "@tensorflow/tfjs";
import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import type { WarpBounds } from "../../dataset/augment/draw_warp.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import type { Parts } from "../../dataset/split.ts";
import type { NetworkShape } from "../../network/classifier.ts";
import { type EpochRecord, fit, type FitOptions } from "../../network/fit.ts";
import { shuffledBatches } from "../../network/shuffled_batches.ts";

/** What all trainings that are compared have in common. */
export interface TrainEachOptions {
  readonly epochs: number;
  readonly batch: number;
  /** There is a training with each: it draws the first weights and the order of pictures. */
  readonly seeds: readonly number[];
  readonly onProgress?: Progress;
}

/** What differs between them. */
export interface Lesson extends Pick<FitOptions, "learningRate" | "weightDecay"> {
  readonly parts: Parts<Dataset>;
  /** Warps every training picture anew each time it is shown, up to these bounds. */
  readonly bends?: WarpBounds;
  readonly build: (shape: NetworkShape) => tf.Sequential;
}

/** A network that was trained. */
export interface TrainedOnce extends Pick<Lesson, "parts"> {
  readonly name: string;
  readonly seed: number;
  readonly model: tf.Sequential;
  readonly records: readonly EpochRecord[];
}

/**
 * Trains a network by every lesson with every seed.
 *
 * @param lessons Each with its name, for a seed.
 * @param measure Measures each network, which is disposed of then.
 * @returns What that gives: for all trainings by the first lesson, then by the second, and so on.
 */
export async function trainEach<T>(
  lessons: readonly (readonly [name: string, lesson: (seed: number) => Lesson])[],
  { epochs, batch, seeds, onProgress }: TrainEachOptions,
  measure: (trained: TrainedOnce) => T,
): Promise<T[]> {
  const plan = lessons.flatMap(([name, lesson]) => seeds.map((seed) => ({ name, lesson, seed })));
  return await Array.fromAsync(plan, async ({ name, lesson, seed }, i) => {
    const { parts, bends, build, learningRate, weightDecay } = lesson(seed);
    const { width, height, classes } = parts.train;
    const model = build({ width, height, classes: classes.length, seed });
    const random = createRandom(seed).fork("batches");
    const records = await fit(model, {
      ...shuffledBatches({ dataset: parts.train, batch, random, bends }),
      ...{ epochs, learningRate, weightDecay, validation: parts.validation, seed },
      onProgress: (done, total) =>
        onProgress?.(i * total + done, plan.length * total, `${name}, seed ${seed}`),
    });
    const result = measure({ name, seed, parts, model, records });
    model.dispose();
    return result;
  });
}
