/**
 * The finder's recipe: how it is trained on drawn pictures.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../dataset/dataset.ts";
import { type FinderBatch, finderBatches } from "../dataset/finder/finder_batches.ts";
import { EXAMPLE_SIDE } from "../dataset/finder/finder_example.ts";
import { COARSE_CHANNELS, FINE_CHANNELS } from "../dataset/finder/finder_targets.ts";
import type { Progress } from "../progress.ts";
import { createRandom } from "../random.ts";
import { createAdam } from "./adam.ts";
import { finderNetwork } from "./finder.ts";
import { finderLoss } from "./finder_loss.ts";
import { oneCycle } from "./schedule.ts";
import { trainingPass } from "./training_pass.ts";
import { readWeights, writeWeights } from "./weight_vector.ts";

/** How long the finder is trained where nothing else is said, and on how many pictures. */
export const FINDER_RECIPE = { epochs: 22, batch: 12, stepsPerEpoch: 400, pictures: 6000 } as const;

/** The highest learning rate, the share that every step takes off the kernels, and the average's memory. */
const PEAK = 0.003;
const WEIGHT_DECAY = 0.01;
const AVERAGE = 0.998;

/** Batches that the loss is validated on. */
const VALIDATION_BATCHES = 20;
const VALIDATION_PICTURES = 400;

/** How one epoch went. */
export interface FinderEpoch {
  /** From 1 up. */
  readonly epoch: number;
  /** Mean losses: of the epoch's batches as they were learnt from, and of the averaged weights. */
  readonly loss: number;
  readonly validationLoss: number;
}

/** What {@linkcode trainFinder} takes. */
export interface TrainFinderOptions {
  /** Digits as in MNIST, to draw pictures to learn from, and to validate on. */
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly epochs?: number;
  readonly batch?: number;
  readonly stepsPerEpoch?: number;
  readonly pictures?: number;
  /** Channels, as a multiple of the shipped network's. */
  readonly width?: number;
  readonly seed: number;
  /** Told what is going on: `drawing pictures`, `training`. */
  readonly onStage?: (stage: string) => void;
  readonly onProgress?: Progress;
  /** Called after each epoch; the model holds the averaged weights then. */
  readonly onEpoch?: (record: FinderEpoch, model: tf.LayersModel) => void | Promise<void>;
  /** Stops the training; the average of the weights so far is kept. */
  readonly signal?: AbortSignal;
}

/** Trains a finder. The weights that are kept are a running average of the last steps'. */
export async function trainFinder(
  options: TrainFinderOptions,
): Promise<{ model: tf.LayersModel; records: FinderEpoch[] }> {
  const { seed, signal, onStage, onProgress, onEpoch } = options;
  const { epochs, batch, stepsPerEpoch, pictures } = { ...FINDER_RECIPE, ...defined(options) };
  const model = finderNetwork({ seed, width: options.width });
  const trainable = model.layers.flatMap((layer) => layer.trainableWeights);
  const all = model.layers.flatMap((layer) => layer.weights);
  const optimizer = createAdam(trainable, { beta2: 0.99, weightDecay: WEIGHT_DECAY });
  const random = createRandom(seed);
  const learningRate = oneCycle({ peak: PEAK, warmUp: 0.1 });

  onStage?.("drawing pictures");
  const validation = await finderBatches({
    digits: options.validation,
    pictures: VALIDATION_PICTURES,
    batch,
    seed: seed + 1,
    signal,
  });
  const validationBatches: FinderBatch[] = [];
  for (let i = 0; i < VALIDATION_BATCHES; i++) validationBatches.push(await validation.at(i));
  validation.close();
  const batches = await finderBatches({
    digits: options.train,
    pictures,
    batch,
    seed,
    onProgress,
    signal,
  });

  onStage?.("training");
  const steps = epochs * stepsPerEpoch;
  const records: FinderEpoch[] = [];
  let averaged = readWeights(all);
  let sum = 0;
  for (let step = 0; step < steps && !signal?.aborted; step++) {
    const made = await batches.at(step);
    const loss = tf.tidy(() => {
      const variables = trainable.map((weight) => weight.read() as tf.Variable);
      const { value, grads } = tf.variableGrads(
        () => lossOf(trainingPass(model, imagesOf(made), random), made),
        variables,
      );
      optimizer.step(variables.map(({ name }) => grads[name]), learningRate(step / steps));
      return value.dataSync()[0];
    });
    const decay = Math.min(AVERAGE, (1 + step) / (10 + step));
    const next = tf.tidy(() => averaged.mul(decay).add(readWeights(all).mul(1 - decay)));
    averaged.dispose();
    averaged = next;
    sum += loss;
    const inEpoch = step % stepsPerEpoch + 1;
    const epoch = Math.floor(step / stepsPerEpoch) + 1;
    const validated = records.at(-1);
    onProgress?.(
      step + 1,
      steps,
      `epoch ${epoch}/${epochs}  loss ${(sum / inEpoch).toFixed(4)}` +
        (validated ? `  validation ${validated.validationLoss.toFixed(4)}` : ""),
    );
    if (inEpoch < stepsPerEpoch) continue;
    const current = readWeights(all);
    writeWeights(all, averaged);
    const record = {
      epoch,
      loss: sum / stepsPerEpoch,
      validationLoss: validationLoss(model, validationBatches),
    };
    records.push(record);
    await onEpoch?.(record, model);
    writeWeights(all, current);
    current.dispose();
    sum = 0;
  }
  writeWeights(all, averaged);
  averaged.dispose();
  optimizer.dispose();
  batches.close();
  return { model, records };
}

function imagesOf({ images, count }: FinderBatch): tf.Tensor4D {
  return tf.tensor4d(images, [count, EXAMPLE_SIDE, EXAMPLE_SIDE, 1]);
}

function lossOf(outputs: readonly tf.Tensor[], { fine, coarse, count }: FinderBatch): tf.Scalar {
  const [half, quarter] = [EXAMPLE_SIDE / 2, EXAMPLE_SIDE / 4];
  return finderLoss(
    outputs,
    tf.tensor4d(fine, [count, half, half, FINE_CHANNELS]),
    tf.tensor4d(coarse, [count, quarter, quarter, COARSE_CHANNELS]),
  );
}

function validationLoss(model: tf.LayersModel, batches: readonly FinderBatch[]): number {
  const losses = batches.map((batch) =>
    tf.tidy(() => lossOf(model.predict(imagesOf(batch)) as tf.Tensor[], batch).dataSync()[0])
  );
  return losses.reduce((a, b) => a + b) / losses.length;
}

/** Options that are there, without those left undefined. */
function defined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
