/** What a network needs to be trained as a classifier. `CLASSIFIERS` lists them all; `train` knows none by name. */
import type * as tf from "@tensorflow/tfjs";
import type { Progress } from "../base/progress.ts";
import type { Random } from "../base/random.ts";
import type { WarpBounds } from "../dataset/augment/draw_warp.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { NetworkInput } from "../image/prepare.ts";
import type { Batch } from "./fit.ts";
import type { TrainOptions } from "./train.ts";

/** How a classifier is trained, as plain data: the card of a trained model repeats it. */
interface ClassifierRecipe {
  readonly epochs: number;
  /** Pictures a step. */
  readonly batch: number;
  /** Times that an epoch shows each picture, drawn anew each time. */
  readonly views: number;
  /** The one-cycle schedule's highest learning rate, and that of a training that goes on from a model. */
  readonly peak: number;
  readonly peakFrom: number;
  /** Adam's decay of squared gradients. */
  readonly beta2: number;
  /** Decay of the exponential moving average of the weights, which is kept; with 0 the weights themselves are. */
  readonly average: number;
  /** What the augmentation goes by, and how often. */
  readonly augmentation: Readonly<Record<string, number | WarpBounds>>;
}

/** Shape and first weights of a network. */
export interface NetworkShape {
  /** Pixels; those that the network was designed for when left out. */
  readonly width?: number;
  readonly height?: number;
  /** How many classes to tell apart. */
  readonly classes: number;
  /** Seeds the initial weights. */
  readonly seed: number;
}

/** What batches are made of. */
export interface BatchSource
  extends Pick<TrainOptions, "seed" | "finder" | "people" | "onStage" | "onProgress" | "signal"> {
  readonly dataset: Dataset;
  readonly batch: number;
  /** Share in (0, 1] of what is prepared for a whole training: less for one that has less time. */
  readonly effort: number;
  readonly random: Random;
}

/** A network that can be trained to tell classes apart. */
export interface Classifier {
  readonly input: NetworkInput;
  readonly recipe: ClassifierRecipe;
  /** What the recipe takes of MNIST on two cores with native TensorFlow, about. */
  readonly minutes: number;
  /** Whether its batches need a finder: see {@linkcode BatchSource}. */
  readonly learnsFromPictures: boolean;
  /** The layers, the last one a softmax. */
  build(shape: NetworkShape): tf.Sequential;
  /**
   * Gets ready to make batches; what it gives back is asked for every step in turn, and told what share in
   * [0, 1) of the training is done: augmentation may calm down towards its end.
   */
  batches(source: BatchSource): Promise<(share: number) => Batch>;
  /** What confidences are fitted on; the validation data itself when left out. */
  calibrationSet?(validation: Dataset, random: Random, onProgress?: Progress): Dataset;
}
