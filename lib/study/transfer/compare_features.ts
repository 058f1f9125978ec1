import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import { type Dataset, samplePerClass } from "../../dataset/dataset.ts";
import { score } from "../../evaluation/score.ts";
import { softmaxRegression } from "../features/softmax_regression.ts";

interface CompareFeaturesOptions {
  /** Where the examples are chosen from. */
  readonly train: Dataset;
  readonly test: Dataset;
  /** Examples of each class to learn from, one number for each point of the curve. */
  readonly counts: readonly number[];
  /** Choices of examples that are averaged over. */
  readonly draws: number;
  readonly seed: number;
  readonly onProgress?: Progress;
}

/** Accuracies that one kind of features reaches. */
interface FeatureCurve {
  readonly name: string;
  /** Examples of each class, and the mean accuracy on `test`, in [0, 1], after so many. */
  readonly points: readonly (readonly [count: number, accuracy: number])[];
}

/**
 * How many examples a linear classifier needs on each of several kinds of features.
 *
 * @param sources By name: `size * n` features of pictures, row by row.
 */
export async function compareFeatures(
  sources: Readonly<Record<string, (dataset: Dataset) => Float32Array>>,
  { train, test, counts, draws, seed, onProgress }: CompareFeaturesOptions,
): Promise<FeatureCurve[]> {
  const all = Object.entries(sources);
  let done = 0;
  return await Array.fromAsync(all, async ([name, features]): Promise<FeatureCurve> => {
    const asked = features(test);
    const random = createRandom(seed);
    const points = await Array.fromAsync(counts, async (count) => {
      let sum = 0;
      for (let draw = 0; draw < draws; draw++) {
        const few = samplePerClass(train, count, random);
        const { predict } = await softmaxRegression({
          features: features(few),
          labels: few.labels,
          classes: few.classes.length,
          epochs: 100,
          seed,
        });
        sum += score(predict(asked), test.labels).accuracy;
        onProgress?.(++done, all.length * counts.length * draws, name);
      }
      return [count, sum / draws] as const;
    });
    return { name, points };
  });
}
