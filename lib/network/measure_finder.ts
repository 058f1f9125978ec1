/** How a finder is measured: always on the same drawn pictures. */
import * as tf from "@tensorflow/tfjs";
import { createRandom } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { type FinderBatch, finderBatches } from "../dataset/finder/finder_batches.ts";
import { darknessOf, drawFinderPicture } from "../dataset/finder/finder_picture.ts";
import { findMarks } from "../finder/find_marks.ts";
import type { RunFinder } from "../finder/look.ts";
import type { FinderCard, Score } from "../model/card.ts";
import { finderBatchLoss } from "./finder_loss.ts";
import { finderImages } from "./finder_step.ts";
import type { TrainOptions } from "./train.ts";

/** Pictures of each part of the data. */
export const MEASURED = 400;

/** Those in a batch of them. */
const BATCH = 20;

interface MeasureFinderOptions extends Pick<TrainOptions, "data" | "seed" | "onProgress"> {
  /** Pictures of each part; 400 when left out. */
  readonly images?: number;
}

/**
 * How a finder does on pictures of each part of the data: its loss, and the share of pictures in which as
 * many digits are found as there are.
 */
export async function measureFinder(
  model: tf.LayersModel,
  { data, images = MEASURED, seed, onProgress }: MeasureFinderOptions,
): Promise<FinderCard["metrics"]> {
  const scoreOf = async (digits: Dataset, n: number): Promise<Score> => ({
    images,
    loss: meanLoss(model, await batchesToMeasure(digits, images, seed + n)),
    accuracy: await countedRight(model, {
      digits,
      images,
      seed: seed + n,
      onProgress: (done) => onProgress?.((n - 1) * images + done, 3 * images),
    }),
  });
  return {
    train: await scoreOf(data.train, 1),
    validation: await scoreOf(data.validation, 2),
    test: await scoreOf(data.test, 3),
  };
}

/** The share of drawn pictures in which a finder finds as many digits as there are. */
async function countedRight(
  model: tf.LayersModel,
  { digits, images, seed, onProgress }: {
    readonly digits: Dataset;
    readonly images: number;
    readonly seed: number;
    readonly onProgress: (done: number) => void;
  },
): Promise<number> {
  const run = runLayers(model);
  const random = createRandom(seed);
  let right = 0;
  for (let n = 0; n < images; n++) {
    const picture = await drawFinderPicture(digits, random.fork(`picture ${n}`));
    const { marks } = await findMarks(darknessOf(picture), run);
    const found = marks.filter(({ digit, sign }) => digit >= sign).length;
    if (found === picture.marks.filter(({ isDigit }) => isDigit).length) right++;
    onProgress(n + 1);
  }
  return right / images;
}

/** Runs a finder's network in TensorFlow.js. */
function runLayers(model: tf.LayersModel): RunFinder {
  return (images, dims) => {
    // Both outputs of one run; their numbers stay outside tidy() as in `numbersOf`.
    const outputs = tf.tidy(() => model.predict(tf.tensor4d(images, [...dims])) as tf.Tensor[]);
    const [fine, coarse] = outputs.map((output) => ({ data: output.dataSync<"float32">() }));
    tf.dispose(outputs);
    return Promise.resolve({ fine, coarse });
  };
}

/** Batches of drawn pictures to take the loss on. */
export async function batchesToMeasure(
  digits: Dataset,
  pictures: number,
  seed: number,
  signal?: AbortSignal,
): Promise<FinderBatch[]> {
  using batches = await finderBatches({ digits, pictures, batch: BATCH, seed, signal });
  const all: FinderBatch[] = [];
  for (let i = 0; i < Math.ceil(pictures / BATCH); i++) all.push(await batches.at(i));
  return all;
}

/** A finder's loss, as a mean over batches. */
export function meanLoss(model: tf.LayersModel, batches: readonly FinderBatch[]): number {
  const losses = batches.map((batch) =>
    tf.tidy(() => {
      const outputs = model.predict(finderImages(batch)) as tf.Tensor[];
      return finderBatchLoss(outputs, batch).dataSync()[0];
    })
  );
  return losses.reduce((a, b) => a + b) / losses.length;
}
