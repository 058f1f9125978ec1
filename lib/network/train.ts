/**
 * The two recipes: how the report CNN and the digit net are trained.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs";
import type { Progress } from "../base/progress.ts";
import { createRandom, type Random } from "../base/random.ts";
import { augment, augmentNegative, augmentPiece, type RecipePiece } from "../dataset/augment.ts";
import { bend } from "../dataset/augment/render.ts";
import { strokeFields } from "../dataset/augment/stroke_fields.ts";
import { drawWarp, type WarpBounds } from "../dataset/augment/warp.ts";
import { type Dataset, imageAt } from "../dataset/dataset.ts";
import { type PhotoPieces, photoPieces } from "../dataset/photo_pieces.ts";
import { pick } from "../dataset/photos/scene.ts";
import type { Parts } from "../dataset/split.ts";
import { confidenceThreshold } from "../evaluation/confidence_threshold.ts";
import { fitTemperature } from "../evaluation/fit_temperature.ts";
import { score } from "../evaluation/score.ts";
import type { RunFinder } from "../finder/look.ts";
import type { ModelCard, Score } from "../model/card.ts";
import { digitNetwork } from "./digit.ts";
import { type Batch, type EpochRecord, fit } from "./fit.ts";
import { predict } from "./predict.ts";
import { reportNetwork } from "./report.ts";
import { scaleLogits } from "./scale_logits.ts";
import { oneCycle } from "./schedule.ts";

/** Which network to train. */
export type NetworkName = ModelCard["network"];

/** What each network takes, and how long it is trained where nothing else is said. */
export const RECIPES = {
  report: { input: { width: 64, height: 64, prepare: "resize" }, epochs: 10, batch: 32 },
  digit: { input: { width: 28, height: 28, prepare: "normalize" }, epochs: 40, batch: 128 },
} as const satisfies Record<
  NetworkName,
  { input: ModelCard["input"]; epochs: number; batch: number }
>;

/** What {@linkcode train} takes. */
export interface TrainOptions {
  readonly network: NetworkName;
  /** Prepared for the network: see {@linkcode RECIPES}. */
  readonly data: Parts<Dataset>;
  readonly epochs?: number;
  readonly batch?: number;
  /** Seeds the weights, the order of the pictures, augmentation and dropout. */
  readonly seed: number;
  /** Pieces of the digit net's recipe to leave out; the report CNN's has none of them. */
  readonly without?: readonly RecipePiece[];
  /** Cuts digits out of drawn pictures for the digit net to learn from; it learns from none when left out. */
  readonly finder?: RunFinder;
  /** A digit net to go on from, with a tenth of the steps' size: for when what it is shown has changed. */
  readonly from?: tf.Sequential;
  /** Told what is going on before the first step: `cutting up pictures`, `measuring strokes`, `training`. */
  readonly onStage?: (stage: string) => void;
  readonly onProgress?: Progress;
  /** Called after each epoch; the model holds the epoch's last weights then. */
  readonly onEpoch?: (record: EpochRecord, model: tf.Sequential) => void;
  /** Stops the training; the best weights so far are kept. */
  readonly signal?: AbortSignal;
}

/** A trained network and how it did. */
export interface Trained {
  readonly model: tf.Sequential;
  readonly records: readonly EpochRecord[];
  readonly metrics: ModelCard["metrics"];
  /** See `ModelCard.threshold`. */
  readonly threshold: number;
}

/** Pictures of no digit beside a batch of 128, and how loudly all of them speak beside it. */
const NEGATIVES = 24;
const NEGATIVE_WEIGHT = 0.12;

/** Digits that each photograph to learn from stands for. */
const DIGITS_PER_PHOTO = 8;

/** Share of the digits, and of the pictures of no digit, that are pieces of photographs. */
const FROM_PHOTOS = 0.25;
const OTHERS_FROM_PHOTOS = 0.6;

/** What one writer's own drawings differ by, in pixels of 64. */
const REPORT_BENDS: WarpBounds = {
  rotation: 8,
  shear: 0.1,
  scale: 1.12,
  aspect: 1.12,
  shift: 4,
  elastic: 1,
};

/** Times that an epoch shows the report CNN each picture, bent anew. */
const REPORT_VIEWS = 4;

/** Share of the training, at its end, in which the augmentation calms down. */
const CALM = 0.3;

/** The strength that is left of it at the very end. */
const CALMEST = 0.3;

/**
 * Trains a network on `data.train`; `data.validation` chooses the epoch, the temperature and the
 * threshold; `data.test` is looked at once, at the end.
 */
export async function train(options: TrainOptions): Promise<Trained> {
  const { network, data, seed, without = [] } = options;
  const { epochs = RECIPES[network].epochs, batch = RECIPES[network].batch } = options;
  const { width, height } = data.train;
  const build = network === "report" ? reportNetwork : digitNetwork;
  const model = build({ width, height, classes: data.train.classes.length, seed });
  if (options.from) model.setWeights(options.from.getWeights());
  const stepsPerEpoch = Math.ceil(data.train.size / batch);
  const random = createRandom(seed);
  const source = { dataset: data.train, batch, random: random.fork("batches"), without };
  const loop = {
    epochs,
    stepsPerEpoch,
    validation: data.validation,
    seed,
    onProgress: options.onProgress,
    onEpoch: options.onEpoch && ((record: EpochRecord) => options.onEpoch!(record, model)),
    signal: options.signal,
  };

  let records: EpochRecord[];
  if (network === "report") {
    options.onStage?.("training");
    const nextBatch = bentBatches(source);
    records = await fit(model, {
      ...loop,
      stepsPerEpoch: stepsPerEpoch * REPORT_VIEWS,
      nextBatch,
      learningRate: oneCycle({ peak: 0.001 }),
    });
  } else {
    const pieces = await cutPictures(options);
    options.onStage?.("measuring strokes");
    const nextBatch = augmentedBatches(source, pieces, epochs * stepsPerEpoch, options.onProgress);
    options.onStage?.("training");
    const learningRate = oneCycle({ peak: options.from ? 0.0004 : 0.003 });
    const average = without.includes("average") ? 0 : 0.999;
    records = await fit(model, { ...loop, nextBatch, learningRate, beta2: 0.99, average });
  }

  const known = network === "report"
    ? data.validation
    : asAugmented(data.validation, random.fork("calibrate"), options.onProgress);
  scaleLogits(model, 1 / fitTemperature(predict(model, known), known.labels));
  const scoreOf = (part: Dataset): Score => score(predict(model, part), part.labels);
  return {
    model,
    records,
    threshold: confidenceThreshold(predict(model, data.validation), data.validation.size),
    metrics: {
      train: scoreOf(data.train),
      validation: scoreOf(data.validation),
      test: scoreOf(data.test),
    },
  };
}

interface BatchSource {
  readonly dataset: Dataset;
  readonly batch: number;
  readonly random: Random;
  readonly without: readonly RecipePiece[];
}

/** The pictures gently bent, in a new order every epoch. */
function bentBatches(source: BatchSource): (step: number) => Batch {
  const nextIndices = shuffledIndices(source);
  const { dataset } = source;
  const { width, height } = dataset;
  const random = source.random.fork("bend");
  const pixels = width * height;
  return () => {
    const indices = nextIndices();
    const images = new Float32Array(indices.length * pixels);
    indices.forEach((index, i) => {
      const places = drawWarp(width, REPORT_BENDS, random);
      const out = images.subarray(i * pixels, (i + 1) * pixels);
      bend(imageAt(dataset, index), width, height, places, out);
    });
    const targets = oneHot(indices, dataset);
    return { images, targets, count: indices.length, weight: indices.length };
  };
}

/** Pieces of pictures of the training digits; none where the classes are not the ten digits. */
async function cutPictures(
  { data: { train: digits }, finder, seed, without = [], onStage, onProgress }: TrainOptions,
): Promise<PhotoPieces> {
  const areDigits = digits.width === 28 && digits.classes.join("") === "0123456789";
  if (!finder || !areDigits || without.includes("photographs")) return { digits: [], others: [] };
  onStage?.("cutting up pictures");
  const photos = Math.ceil(digits.size / DIGITS_PER_PHOTO);
  // Other pictures than those that the finder learnt from, where it finds better than elsewhere.
  return await photoPieces({ digits, photos, finder, seed: seed + 500, onProgress });
}

/** The pictures drawn anew, some of them replaced by pieces of photographs, and with them some of no digit. */
function augmentedBatches(
  source: BatchSource,
  pieces: PhotoPieces,
  steps: number,
  onProgress?: Progress,
): (step: number) => Batch {
  const { dataset, batch, without } = source;
  const nextIndices = shuffledIndices(source);
  const random = source.random.fork("augment");
  const fields = strokeFields(dataset, { onProgress });
  const pixels = dataset.width * dataset.height;
  const classes = dataset.classes.length;
  const negatives = without.includes("negatives") ? 0 : Math.round(NEGATIVES * batch / 128);
  return (step) => {
    const strength = Math.min(1, CALMEST + (1 - CALMEST) * (1 - step / steps) / CALM);
    const how = { dataset, fields, random, strength, without };
    const indices = nextIndices();
    const count = indices.length + negatives;
    const images = new Float32Array(count * pixels);
    const targets = new Float32Array(count * classes);
    indices.forEach((index, i) => {
      const piece = pieces.digits.length > 0 && random.chance(FROM_PHOTOS)
        ? pick(pieces.digits, random)
        : null;
      images.set(piece ? augmentPiece(piece.image, how) : augment(index, how), i * pixels);
      targets[i * classes + (piece ? piece.label : dataset.labels[index])] = 1;
    });
    // All negatives together weigh a fixed share of the batch, spread evenly over the classes.
    targets.fill(
      NEGATIVE_WEIGHT * indices.length / (Math.max(1, negatives) * classes),
      indices.length * classes,
    );
    for (let i = indices.length; i < count; i++) {
      const other = pieces.others.length > 0 && random.chance(OTHERS_FROM_PHOTOS)
        ? pick(pieces.others, random)
        : null;
      images.set(other ? augmentPiece(other, how) : augmentNegative(how), i * pixels);
    }
    return { images, targets, count, weight: indices.length };
  };
}

/** The pictures as they are, then all of them drawn anew: what confidences are to be right about. */
function asAugmented(dataset: Dataset, random: Random, onProgress?: Progress): Dataset {
  const fields = strokeFields(dataset, { onProgress });
  const { size, width, height, images, labels } = dataset;
  const pixels = width * height;
  const both = { images: new Uint8Array(2 * size * pixels), labels: new Uint8Array(2 * size) };
  both.images.set(images);
  both.labels.set(labels);
  both.labels.set(labels, size);
  for (let i = 0; i < size; i++) {
    const drawn = augment(i, { dataset, fields, random }).map((ink) => Math.round(255 * ink));
    both.images.set(drawn, (size + i) * pixels);
  }
  return { ...dataset, ...both, size: 2 * size };
}

/** Batches of indices: each picture once an epoch, the last batch what is left. */
function shuffledIndices({ dataset, batch, random }: BatchSource): () => Uint32Array {
  const order = Uint32Array.from({ length: dataset.size }, (_, i) => i);
  let next = dataset.size;
  return () => {
    if (next >= dataset.size) {
      random.shuffle(order);
      next = 0;
    }
    const indices = order.slice(next, next + batch);
    next += batch;
    return indices;
  };
}

/** A row of `classes` numbers a picture: a 1 in each picture's class, in the style of scikit-learn's LabelBinarizer. */
function oneHot(indices: Uint32Array, dataset: Dataset): Float32Array {
  const classes = dataset.classes.length;
  const targets = new Float32Array(indices.length * classes);
  indices.forEach((index, i) => targets[i * classes + dataset.labels[index]] = 1);
  return targets;
}
