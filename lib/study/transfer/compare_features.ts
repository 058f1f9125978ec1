import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import { chooseMemory, type Dataset } from "../../dataset/dataset.ts";
import { score } from "../../evaluation/score.ts";
import { softmaxRegression } from "../features/softmax_regression.ts";

/** What {@linkcode accuracyByExamples} takes. */
export interface AccuracyByExamplesOptions {
  /** Gives `size * n` features of pictures, row by row. */
  readonly features: (dataset: Dataset) => Float32Array;
  /** Where the examples are chosen from. */
  readonly train: Dataset;
  readonly test: Dataset;
  /** Examples of each class to learn from, one number for each point of the curve. */
  readonly counts: readonly number[];
  /** Choices of examples that are averaged over; 3 when left out. */
  readonly draws?: number;
  readonly seed: number;
  readonly onProgress?: Progress;
}

/**
 * How many examples a linear classifier on features needs.
 *
 * @returns For each of `counts` the mean accuracy on `test`, in [0, 1].
 */
export async function accuracyByExamples(options: AccuracyByExamplesOptions): Promise<number[]> {
  const { features, train, test, counts, draws = 3, seed, onProgress } = options;
  const asked = features(test);
  const random = createRandom(seed);
  const means: number[] = [];
  for (const [i, count] of counts.entries()) {
    let sum = 0;
    for (let draw = 0; draw < draws; draw++) {
      const few = chooseMemory(train, count, random);
      const { predict } = await softmaxRegression({
        features: features(few),
        labels: few.labels,
        classes: few.classes.length,
        epochs: 100,
        seed,
      });
      sum += score(predict(asked), test.labels).accuracy;
      onProgress?.(i * draws + draw + 1, counts.length * draws);
    }
    means.push(sum / draws);
  }
  return means;
}

/** Accuracies that one kind of features reaches. */
export interface FeatureCurve {
  readonly name: string;
  /** Examples of each class, and the mean accuracy in [0, 1] after so many. */
  readonly points: readonly (readonly [count: number, accuracy: number])[];
}

/**
 * How many examples a linear classifier needs on each of several kinds of features.
 *
 * @param sources By name.
 */
export async function compareFeatures(
  sources: Readonly<Record<string, (dataset: Dataset) => Float32Array>>,
  { onProgress, ...options }: Omit<AccuracyByExamplesOptions, "features">,
): Promise<FeatureCurve[]> {
  const curves: FeatureCurve[] = [];
  const all = Object.entries(sources);
  for (const [i, [name, features]] of all.entries()) {
    const accuracies = await accuracyByExamples({
      ...options,
      features,
      onProgress: (done, total) => onProgress?.(i * total + done, all.length * total, name),
    });
    curves.push({ name, points: accuracies.map((accuracy, k) => [options.counts[k], accuracy]) });
  }
  return curves;
}
