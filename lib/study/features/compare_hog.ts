import type { Progress } from "../../base/progress.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import type { HogOptions } from "./hog.ts";
import { hogFeatures } from "./hog_features.ts";
import { linearProbe } from "./linear_probe.ts";

/** What {@linkcode compareHog} takes. */
export interface CompareHogOptions {
  readonly train: Dataset;
  /** What the choices are compared on: not what the winner is judged by in the end. */
  readonly validation: Dataset;
  readonly choices: readonly Required<HogOptions>[];
  /** Times that every picture is seen; 30 when left out. */
  readonly epochs?: number;
  /** Step size at the start; that of {@linkcode softmaxRegression} when left out. */
  readonly learningRate?: number;
  readonly seed: number;
  readonly onProgress?: Progress;
}

/** What one choice of orientations, cell and block reached. */
export interface HogTrial extends Required<HogOptions> {
  /** Numbers for each picture. */
  readonly length: number;
  /** Share of the validation pictures answered rightly, in [0, 1], and its 95 % interval. */
  readonly accuracy: number;
  readonly accuracy95: readonly [low: number, high: number];
}

/**
 * Measures HOG with every choice by a {@linkcode linearProbe}; pictures, order and epochs are the same for all.
 *
 * @returns One trial for each choice, in the order given.
 * @throws {RangeError} when a choice does not fit the pictures.
 */
export async function compareHog(options: CompareHogOptions): Promise<HogTrial[]> {
  const { train, validation, choices, epochs, learningRate, seed, onProgress } = options;
  const trials: HogTrial[] = [];
  for (const choice of choices) {
    const { length, accuracy, accuracy95 } = await linearProbe({
      train,
      test: validation,
      features: (dataset) => hogFeatures(dataset, choice),
      epochs,
      learningRate,
      seed,
    });
    trials.push({ ...choice, length, accuracy, accuracy95 });
    onProgress?.(trials.length, choices.length);
  }
  return trials;
}
