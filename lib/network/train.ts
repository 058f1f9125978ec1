import type * as tf from "@tensorflow/tfjs";
import type { Progress } from "../base/progress.ts";
import { createRandom } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { PenTrajectories } from "../dataset/pendigits.ts";
import type { Parts } from "../dataset/split.ts";
import type { RunFinder } from "../finder/look.ts";
import type { Classifier } from "./classifier.ts";
import { CLASSIFIERS } from "./classifiers.ts";
import { type EpochRecord, fit } from "./fit.ts";
import { deadlineOf, effortOf, TrainingTimeError } from "./pace.ts";
import { oneCycle } from "./schedule.ts";
import { settle, type Settled } from "./settle.ts";

/** What {@linkcode train} takes. */
export interface TrainOptions {
  /** A name in {@linkcode CLASSIFIERS}. */
  readonly network: keyof typeof CLASSIFIERS;
  /** Prepared for the network, as its `input` says. */
  readonly data: Parts<Dataset>;
  readonly epochs?: number;
  /**
   * Ends after so many minutes instead, those of getting ready included; measuring comes after them. The schedule
   * follows the clock, so that the same seed gives another model each time.
   */
  readonly minutes?: number;
  readonly batch?: number;
  /** Seeds the weights, the order of the pictures, augmentation and dropout. */
  readonly seed: number;
  /** Cuts digits out of drawn pictures to learn from; nothing is learnt from any when left out. */
  readonly finder?: RunFinder;
  /** What people wrote, to learn from beside the data, for a network that draws strokes. */
  readonly people?: PenTrajectories;
  /** A model to go on from, in smaller steps: for when what it is shown has changed. See `keepMean`. */
  readonly from?: tf.Sequential;
  /** Told what is going on before the first step: `cutting up pictures`, `measuring strokes`, `training`. */
  readonly onStage?: (stage: string) => void;
  readonly onProgress?: Progress;
  /** Called after each epoch and so many steps; what the model holds then is kept if the epoch is best. */
  readonly onEpoch?: (
    record: EpochRecord,
    model: tf.Sequential,
    steps: number,
  ) => void | Promise<void>;
  /** Stops the training; the best weights so far are kept. Before the first step its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** A trained network and how it did. */
export interface Trained extends Settled {
  readonly model: tf.Sequential;
  readonly records: readonly EpochRecord[];
  /** How many steps it was trained. */
  readonly steps: number;
  /** Whether `signal` ended it. */
  readonly isStopped: boolean;
}

/**
 * Trains a network on `data.train`; `data.validation` chooses the epoch, the temperature and the
 * threshold; `data.test` is looked at once, at the end.
 *
 * @throws {TrainingTimeError} when the minutes are over before the first step.
 */
export async function train(options: TrainOptions): Promise<Trained> {
  const { network, data, seed, from, minutes, finder, people, signal, onStage, onProgress } =
    options;
  const deadline = deadlineOf(minutes);
  const classifier: Classifier = CLASSIFIERS[network];
  const { recipe } = classifier;
  const { epochs = recipe.epochs, batch = recipe.batch } = options;
  const { width, height } = data.train;
  const model = classifier.build({ width, height, classes: data.train.classes.length, seed });
  if (from) model.setWeights(from.getWeights());
  const stepsPerEpoch = recipe.views * Math.ceil(data.train.size / batch);
  const random = createRandom(seed);
  const nextBatch = await classifier.batches({
    dataset: data.train,
    effort: effortOf(minutes, classifier.minutes),
    random: random.fork("batches"),
    ...{ batch, seed, finder, people, onStage, onProgress, signal },
  });
  onStage?.("training");
  let steps = 0;
  const records = await fit(model, {
    ...{ epochs, deadline, stepsPerEpoch, seed, onProgress, signal },
    nextBatch(share) {
      steps++;
      return nextBatch(share);
    },
    learningRate: oneCycle({ peak: from ? recipe.peakFrom : recipe.peak }),
    beta2: recipe.beta2,
    average: recipe.average,
    validation: data.validation,
    onEpoch: (record) => options.onEpoch?.(record, model, steps),
  });
  if (steps === 0) {
    signal?.throwIfAborted();
    throw new TrainingTimeError(minutes!);
  }

  const isStopped = signal?.aborted ?? false;
  const settled = settle(model, {
    ...{ classifier, data, from, onProgress },
    random: random.fork("calibrate"),
  });
  return { model, records, steps, isStopped, ...settled };
}
