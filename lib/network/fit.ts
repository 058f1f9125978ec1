/** The training loop: batches in, best weights out. */
import * as tf from "@tensorflow/tfjs";
import type { Progress } from "../base/progress.ts";
import { requireCount } from "../base/require_count.ts";
import { createRandom, type Random } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { Score } from "../model/card.ts";
import { type AdamOptions, createAdam, type Optimizer } from "./adam.ts";
import { type Extent, paceOf } from "./pace.ts";
import { scoreOn } from "./score_on.ts";
import { trainingPass } from "./training_pass.ts";
import { weightAverage } from "./weight_average.ts";
import { readWeights, writeWeights } from "./weight_vector.ts";

/** Pictures to learn from in one step. */
export interface Batch {
  /** `count * height * width` numbers in [0, 1]. */
  readonly images: Float32Array;
  /**
   * `count * classes` weights of -log p, row by row. One-hot rows say "this class"; a row of small equal
   * numbers says "none of them", as loudly as the numbers are large.
   */
  readonly targets: Float32Array;
  /** Pictures in the batch. */
  readonly count: number;
  /** What the loss is divided by: the pictures that show a class. */
  readonly weight: number;
}

/** How one epoch went. */
export interface EpochRecord {
  /** From 1 up. */
  readonly epoch: number;
  /** Mean over the epoch's batches, as they were trained on: augmented, with dropout. */
  readonly loss: number;
  /** Of the pictures that show a class, likewise as they were trained on. */
  readonly accuracy: number;
  readonly validation: Score;
  /** Whether no epoch before it was better. */
  readonly isBest: boolean;
}

/** Settings of {@linkcode fit}. */
export interface FitOptions extends Extent, AdamOptions {
  /** Makes the batch of the next step, for which a share in [0, 1) of the training is done. */
  readonly nextBatch: (share: number) => Batch;
  readonly stepsPerEpoch: number;
  /** The learning rate where a share in [0, 1) of the training is done. */
  readonly learningRate: (share: number) => number;
  /** Decay, per step, of the exponential moving average of the weights, which is kept; with 0 the weights themselves are. */
  readonly average?: number;
  /** Chooses the epoch whose weights are kept: the most accurate, then the least loss. */
  readonly validation: Dataset;
  /** Seeds dropout. */
  readonly seed: number;
  readonly onProgress?: Progress;
  /** Called while the model holds what would be kept: the epoch's weights or, with `average`, their moving average. */
  readonly onEpoch?: (record: EpochRecord) => void | Promise<void>;
  /** Stops after the step in progress; the best weights so far are kept. */
  readonly signal?: AbortSignal;
}

/**
 * Trains `model` in place with Adam on categorical cross-entropy and leaves it with its best weights.
 *
 * When it ends within an epoch, because it is stopped or its time is up, the weights so far are measured as at
 * the end of one, and kept if best.
 *
 * @returns One record an epoch.
 * @throws {RangeError} when `epochs` is not a whole number from 1 up.
 */
export async function fit(model: tf.Sequential, options: FitOptions): Promise<EpochRecord[]> {
  const { epochs, deadline, stepsPerEpoch, validation, average = 0, signal } = options;
  if (epochs !== undefined) requireCount("epochs", epochs);
  const trainable = model.layers.flatMap((layer) => layer.trainableWeights);
  const all = model.layers.flatMap((layer) => layer.weights);
  const optimizer = createAdam(trainable, options);
  const random = createRandom(options.seed).fork("dropout");
  const records: EpochRecord[] = [];
  const averaged = weightAverage(all, average);
  let best = readWeights(all);
  let bestScore: Score | null = null;

  const pace = paceOf({ epochs, deadline }, stepsPerEpoch);
  const title = (epoch: number) => deadline === undefined ? `${epoch}/${epochs}` : `${epoch}`;
  let step = 0;
  let { share } = pace(step);
  for (let epoch = 1; share < 1 && !signal?.aborted; epoch++) {
    const sums = { loss: 0, right: 0, weight: 0 };
    for (let i = 0; i < stepsPerEpoch && share < 1 && !signal?.aborted; i++, step++) {
      const batch = options.nextBatch(share);
      const learningRate = options.learningRate(share);
      const { loss, right } = trainStep(model, batch, { optimizer, learningRate, random });
      sums.loss += loss * batch.weight;
      sums.right += right;
      sums.weight += batch.weight;
      averaged.follow();
      const progress = pace(step + 1);
      share = progress.share;
      const last = records.at(-1);
      options.onProgress?.(
        progress.done,
        progress.total,
        `epoch ${title(epoch)}  loss ${(sums.loss / sums.weight).toFixed(4)}  ` +
          `accuracy ${(100 * sums.right / sums.weight).toFixed(2)}%` +
          (last ? `  validation ${(100 * last.validation.accuracy).toFixed(2)}%` : ""),
      );
      // Lets timers, signals and the notebook's display have their turn.
      await new Promise((resume) => setTimeout(resume, 0));
    }
    if (sums.weight === 0) break;

    await averaged.during(async () => {
      const validated = scoreOn(model, validation);
      const isBest = bestScore === null || isBetter(validated, bestScore);
      if (isBest) {
        best.dispose();
        best = readWeights(all);
        bestScore = validated;
      }
      const record = {
        epoch,
        loss: sums.loss / sums.weight,
        accuracy: sums.right / sums.weight,
        validation: validated,
        isBest,
      };
      records.push(record);
      await options.onEpoch?.(record);
    });
  }
  writeWeights(all, best);
  averaged.dispose();
  best.dispose();
  optimizer.dispose();
  return records;
}

/** Moves the weights against the gradients of a batch's loss; gives that loss, and how many answers were right. */
function trainStep(
  model: tf.Sequential,
  batch: Batch,
  { optimizer, learningRate, random }: {
    readonly optimizer: Optimizer;
    readonly learningRate: number;
    readonly random: Random;
  },
): { loss: number; right: number } {
  const [, height, width, channels] = model.inputs[0].shape as number[];
  const classes = batch.targets.length / batch.count;
  return tf.tidy(() => {
    const x = tf.tensor4d(batch.images, [batch.count, height, width, channels]);
    const targets = tf.tensor2d(batch.targets, [batch.count, classes]);
    let logits!: tf.Tensor;
    const variables = model.layers.flatMap((layer) => layer.trainableWeights)
      .map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(() => {
      const [output] = trainingPass(model, x, random);
      logits = tf.keep(output.clone());
      return tf.logSoftmax(output).mul(targets).sum().mul(-1 / batch.weight) as tf.Scalar;
    }, variables);
    optimizer.step(variables.map(({ name }) => grads[name]), learningRate);

    const outputs = logits.dataSync<"float32">();
    logits.dispose();
    return { loss: value.dataSync()[0], right: countRight(outputs, batch, classes) };
  });
}

/** How many of the pictures that show a class have no higher logit than that of their class. */
function countRight(logits: Float32Array, { targets, count }: Batch, classes: number): number {
  let right = 0;
  for (let i = 0; i < count; i++) {
    const label = targets.subarray(i * classes, (i + 1) * classes).indexOf(1);
    if (label < 0) continue;
    const row = logits.subarray(i * classes, (i + 1) * classes);
    if (row.every((logit) => logit <= row[label])) right++;
  }
  return right;
}

function isBetter(a: Score, b: Score): boolean {
  return a.accuracy > b.accuracy || (a.accuracy === b.accuracy && a.loss < b.loss);
}
