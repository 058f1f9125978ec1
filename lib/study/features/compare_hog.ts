import type { Dataset } from "../../dataset/dataset.ts";
import type { HogOptions } from "./hog.ts";
import { hogFeatures } from "./hog_features.ts";
import { type LinearProbe, linearProbe, type LinearProbeOptions } from "./linear_probe.ts";

interface CompareHogOptions extends Omit<LinearProbeOptions, "test" | "features"> {
  /** What the choices are compared on: not what the winner is judged by in the end. */
  readonly validation: Dataset;
  readonly choices: readonly Required<HogOptions>[];
}

/** What one choice of orientations, cell and block reached on the validation pictures. */
type HogTrial =
  & Required<HogOptions>
  & Pick<LinearProbe, "length" | "accuracy" | "accuracy95">;

/**
 * Measures HOG with every choice by a {@linkcode linearProbe}; pictures, order and epochs are the same for all.
 *
 * @returns One trial for each choice, in the order given.
 * @throws {RangeError} when a choice does not fit the pictures.
 */
export async function compareHog(options: CompareHogOptions): Promise<HogTrial[]> {
  const { validation, choices, onProgress, ...probe } = options;
  return await Array.fromAsync(choices, async (choice, i) => {
    const { length, accuracy, accuracy95 } = await linearProbe({
      ...probe,
      test: validation,
      features: (dataset) => hogFeatures(dataset, choice),
    });
    onProgress?.(i + 1, choices.length);
    return { ...choice, length, accuracy, accuracy95 };
  });
}
