import type { Dataset } from "../../dataset/dataset.ts";
import { accuracyByExamples, type AccuracyByExamplesOptions } from "./few_examples.ts";

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
