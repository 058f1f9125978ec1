import type { Progress } from "../base/progress.ts";
import { type Dataset, toFloats } from "../dataset/dataset.ts";
import { countDuplicates } from "../dataset/duplicates.ts";
import type { Engine } from "../engine/engine.ts";
import { measure, type Metrics } from "./metrics.ts";

/** What {@linkcode evaluate} takes. */
export interface EvaluateOptions {
  readonly engine: Engine;
  /** Prepared for the model, with its classes. */
  readonly test: Dataset;
  /** What was trained on, where it is known: pictures of `test` that are in it are counted. */
  readonly train?: Dataset;
  readonly onProgress?: Progress;
}

/** Metrics, the classes that they are of, and how many test pictures are exact copies of training pictures. */
export interface Evaluation extends Metrics {
  /** In the order of `confusion`; the keys of `perClass` come with numbers first. */
  readonly classes: readonly string[];
  /** Null where what was trained on is not known. */
  readonly duplicates: number | null;
}

/** Pictures in one call of the engine. */
const BATCH = 256;

/** Measures a running classifier on labelled pictures that are prepared for it. */
export async function evaluate(
  { engine, test, train, onProgress }: EvaluateOptions,
): Promise<Evaluation> {
  const probabilities = new Float32Array(test.size * test.classes.length);
  for (let start = 0; start < test.size; start += BATCH) {
    const end = Math.min(test.size, start + BATCH);
    const rows = await engine.predict(toFloats(test, start, end), end - start);
    probabilities.set(rows, start * test.classes.length);
    onProgress?.(end, test.size);
  }
  return {
    ...measure(probabilities, test.labels, test.classes),
    classes: test.classes,
    duplicates: train ? countDuplicates(test, train) : null,
  };
}
