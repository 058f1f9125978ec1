/** The finder's recipe: how it is trained on drawn pictures. */
import type * as tf from "@tensorflow/tfjs";
import { createRandom } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { finderBatches } from "../dataset/finder/finder_batches.ts";
import type { Parts } from "../dataset/split.ts";
import { createAdam } from "./adam.ts";
import { finderNetwork } from "./finder.ts";
import { finderStep } from "./finder_step.ts";
import { batchesToMeasure, meanLoss, MEASURED } from "./measure_finder.ts";
import { deadlineOf, effortOf, paceOf, TrainingTimeError } from "./pace.ts";
import { oneCycle } from "./schedule.ts";
import type { Trained, TrainOptions } from "./train.ts";
import { weightAverage } from "./weight_average.ts";

/** How the finder is trained, as plain data: the card of a trained one repeats it. */
export const FINDER_RECIPE = {
  epochs: 44,
  /** Examples a step, and steps an epoch. */
  batch: 12,
  stepsPerEpoch: 400,
  /** Pictures that are drawn; each gives many examples. */
  pictures: 8000,
  /**
   * The same where a trained network goes on: what few pictures teach it knows already, so it needs three times as
   * many.
   */
  picturesFrom: 24000,
  /** The one-cycle schedule's highest learning rate. */
  peak: 0.002,
  /** The same where a trained network goes on: what it knows is to stay. */
  peakFrom: 0.0004,
  /** The share of steps that climb to it. */
  warmUp: 0.1,
  beta2: 0.99,
  /** The share of the learning rate that a step takes off every kernel. */
  weightDecay: 0.01,
  /** Decay of the exponential moving average of the weights, which is kept. */
  average: 0.998,
  /** The same where a trained network goes on: half an hour has some two thousand steps. */
  averageFrom: 0.998,
} as const;

/** What the recipe takes on two cores with native TensorFlow, about. */
const WHOLE_MINUTES = 90;

/** Pictures to draw for a training of so many minutes; the recipe's where it has no limit. */
export function picturesFor(minutes: number | undefined, { goesOn = false } = {}): number {
  const { pictures, picturesFrom } = FINDER_RECIPE;
  return Math.ceil((goesOn ? picturesFrom : pictures) * effortOf(minutes, WHOLE_MINUTES));
}

/** How one epoch went. */
interface FinderEpoch {
  /** From 1 up. */
  readonly epoch: number;
  /** Mean losses: of the epoch's batches as they were learnt from, and of the averaged weights. */
  readonly loss: number;
  readonly validationLoss: number;
}

/** A trained finder and how it did. */
interface TrainedFinder extends Pick<Trained, "steps" | "isStopped"> {
  readonly model: tf.LayersModel;
  readonly records: readonly FinderEpoch[];
}

interface TrainFinderOptions extends
  Pick<
    TrainOptions,
    "epochs" | "minutes" | "batch" | "seed" | "onStage" | "onProgress" | "signal"
  > {
  /** Digits as in MNIST, to draw pictures to learn from, to validate on and to test on. */
  readonly data: Parts<Dataset>;
  readonly stepsPerEpoch?: number;
  /** How many to draw: see {@linkcode picturesFor}. */
  readonly pictures: number;
  /** Pictures that the loss is validated on; 400 when left out. */
  readonly measured?: number;
  /** Channels, as a multiple of the shipped network's. */
  readonly width?: number;
  /**
   * Where the weights come from, to go on in smaller steps; it is changed in place. Drawn by the seed when left out.
   */
  readonly from?: tf.LayersModel;
  /** Called after each epoch and so many steps; the model holds the averaged weights then. */
  readonly onEpoch?: (
    record: FinderEpoch,
    model: tf.LayersModel,
    steps: number,
  ) => void | Promise<void>;
}

/**
 * Trains a finder. The weights that are kept are an exponential moving average of the steps'.
 *
 * @throws {TrainingTimeError} when the minutes are over before the first step.
 */
export async function trainFinder(options: TrainFinderOptions): Promise<TrainedFinder> {
  const { seed, pictures, signal, minutes, from, onStage, onProgress, onEpoch } = options;
  const deadline = deadlineOf(minutes);
  const {
    epochs = FINDER_RECIPE.epochs,
    batch = FINDER_RECIPE.batch,
    stepsPerEpoch = FINDER_RECIPE.stepsPerEpoch,
    measured = MEASURED,
  } = options;
  const model = from ?? finderNetwork({ seed, width: options.width });
  const trainable = model.layers.flatMap((layer) => layer.trainableWeights);
  const all = model.layers.flatMap((layer) => layer.weights);
  const { beta2, weightDecay, warmUp, ...rates } = FINDER_RECIPE;
  const peak = from ? rates.peakFrom : rates.peak;
  const average = from ? rates.averageFrom : rates.average;
  const optimizer = createAdam(trainable, { beta2, weightDecay });
  const random = createRandom(seed);
  const learningRate = oneCycle({ peak, warmUp });

  onStage?.("drawing pictures");
  const validation = await batchesToMeasure(options.data.validation, measured, seed + 1, signal);
  using batches = await finderBatches({
    digits: options.data.train,
    pictures,
    batch,
    seed,
    onProgress,
    signal,
  });

  onStage?.("training");
  const pace = paceOf({ epochs, deadline }, stepsPerEpoch);
  const title = (epoch: number) => deadline === undefined ? `${epoch}/${epochs}` : `${epoch}`;
  const records: FinderEpoch[] = [];
  const averaged = weightAverage(all, average);
  let sum = 0;
  let step = 0;
  for (let { share } = pace(step); share < 1 && !signal?.aborted; step++) {
    const made = await batches.at(step);
    const loss = finderStep(model, made, {
      optimizer,
      learningRate: learningRate(share),
      random,
    });
    averaged.follow();
    sum += loss;
    const inEpoch = step % stepsPerEpoch + 1;
    const epoch = Math.floor(step / stepsPerEpoch) + 1;
    const validated = records.at(-1);
    const progress = pace(step + 1);
    share = progress.share;
    onProgress?.(
      progress.done,
      progress.total,
      `epoch ${title(epoch)}  loss ${(sum / inEpoch).toFixed(4)}` +
        (validated ? `  validation ${validated.validationLoss.toFixed(4)}` : ""),
    );
    if (inEpoch < stepsPerEpoch) continue;
    await averaged.during(async () => {
      const record = {
        epoch,
        loss: sum / stepsPerEpoch,
        validationLoss: meanLoss(model, validation),
      };
      records.push(record);
      await onEpoch?.(record, model, step + 1);
    });
    sum = 0;
  }
  const isStopped = signal?.aborted ?? false;
  averaged.write();
  averaged.dispose();
  optimizer.dispose();
  if (step === 0) {
    signal?.throwIfAborted();
    throw new TrainingTimeError(minutes!);
  }
  return { model, records, steps: step, isStopped };
}
