/** How long the digit net takes from its first step to an accuracy. */
import type { Progress } from "../lib/base/progress.ts";
import { createRandom } from "../lib/base/random.ts";
import type { WarpBounds } from "../lib/dataset/augment/draw_warp.ts";
import type { Dataset } from "../lib/dataset/dataset.ts";
import { CLASSIFIERS } from "../lib/network/classifiers.ts";
import { fit } from "../lib/network/fit.ts";
import { oneCycle } from "../lib/network/schedule.ts";
import { scoreOn } from "../lib/network/score_on.ts";
import { shuffledBatches } from "../lib/network/shuffled_batches.ts";

/** An accuracy in [0, 1], after so many seconds of learning. */
export type Point = readonly [seconds: number, accuracy: number];

/** How a training went. */
export interface Curve {
  readonly points: readonly Point[];
  /** Share of the validation digits that were read right when it ended. */
  readonly validated: number;
}

/** Steps between two measurements. */
const EVERY = 100;

/** What {@linkcode digitNetCurve} takes. */
export interface CurveOptions {
  readonly train: Dataset;
  readonly validation: Dataset;
  /** What accuracy is measured on; nothing is chosen by it. */
  readonly measured: Dataset;
  /** Times through the data for which the learning rate's schedule is made. */
  readonly epochs: number;
  /** Pictures a step; the recipe's when left out. */
  readonly batch?: number;
  /** Warps every digit anew each time, up to these bounds; none when left out. */
  readonly bends?: WarpBounds;
  /** It ends where this accuracy is reached. */
  readonly enough: number;
  /** Steps at most, where they are fewer. */
  readonly most?: number;
  readonly onProgress?: Progress;
}

/**
 * Trains the digit net from scratch and measures it now and then; the clock stands still meanwhile.
 *
 * By its own recipe, but for the times through the data, a batch of another size, and digits that are not drawn anew.
 */
export async function digitNetCurve(options: CurveOptions): Promise<Curve> {
  const { train, validation, measured, epochs, bends, enough, most = Infinity } = options;
  const { recipe: { peak, beta2, average, ...recipe }, build } = CLASSIFIERS.digit;
  const { batch = recipe.batch, onProgress } = options;
  const { width, height } = train;
  const model = build({ width, height, classes: train.classes.length, seed: 1 });
  const random = createRandom(1).fork("batches");
  const { nextBatch, stepsPerEpoch } = shuffledBatches({
    ...{ dataset: train, batch, random, bends },
  });
  const steps = epochs * stepsPerEpoch;
  const stop = new AbortController();
  const points: Point[] = [];
  let validated = 0;
  let seconds = 0;
  let begun = 0;
  await fit(model, {
    nextBatch() {
      begun = performance.now();
      return nextBatch();
    },
    epochs: Math.ceil(steps / EVERY),
    stepsPerEpoch: Math.min(EVERY, most),
    learningRate: oneCycle({ peak }),
    ...{ beta2, average, seed: 1, signal: stop.signal },
    validation: measured,
    onProgress(done, total, note) {
      seconds += (performance.now() - begun) / 1000;
      onProgress?.(done, total, note);
    },
    onEpoch({ validation: { accuracy } }) {
      points.push([seconds, accuracy]);
      if (accuracy >= enough || points.length * EVERY >= most) stop.abort();
      const isLast = stop.signal.aborted || points.length * EVERY >= steps;
      if (isLast) validated = scoreOn(model, validation).accuracy;
    },
  });
  model.dispose();
  return { points, validated };
}

/** The seconds of the first point that has an accuracy; undefined where none has. */
export function secondsTo(accuracy: number, points: readonly Point[]): number | undefined {
  return points.find(([, reached]) => reached >= accuracy)?.[0];
}
