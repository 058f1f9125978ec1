import type { Progress } from "../base/progress.ts";
import { type Dataset, toFloats } from "../dataset/dataset.ts";
import { countDuplicates } from "../dataset/duplicates.ts";
import type { Engine } from "../engine/engine.ts";
import { argmax, measure, type Metrics } from "./metrics.ts";

/** What {@linkcode evaluate} takes. */
export interface EvaluateOptions {
  readonly engine: Engine;
  /** Prepared for the model, with its classes. */
  readonly test: Dataset;
  /** The file of every picture, where they are files: those that are misread are named. */
  readonly files?: readonly string[];
  /** What was trained on, where it is known: pictures of `test` that are in it are counted. */
  readonly train?: Dataset;
  readonly onProgress?: Progress;
}

/** A picture that was misread. */
export interface Misread {
  readonly file: string;
  readonly truth: string;
  readonly answer: string;
  /** How sure the network was of its answer, in [0, 1]. */
  readonly confidence: number;
}

/** Metrics, and how many test pictures are exact copies of training pictures. */
export interface Evaluation extends Metrics {
  /** Null where what was trained on is not known. */
  readonly duplicates: number | null;
  /** In the order of the files; only where there are files. */
  readonly misread?: readonly Misread[];
}

/** Pictures in one call of the engine. */
const BATCH = 256;

/** Measures a running model on labelled pictures. */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { engine, test, files, train, onProgress } = options;
  const probabilities = new Float32Array(test.size * test.classes.length);
  for (let start = 0; start < test.size; start += BATCH) {
    const end = Math.min(test.size, start + BATCH);
    const rows = await engine.predict(toFloats(test, start, end), end - start);
    probabilities.set(rows, start * test.classes.length);
    onProgress?.(end, test.size);
  }
  return {
    ...measure(probabilities, test.labels, test.classes),
    duplicates: train ? countDuplicates(test, train) : null,
    ...(files ? { misread: listMisread(probabilities, test, files) } : {}),
  };
}

function listMisread(
  probabilities: Float32Array,
  { labels, classes }: Dataset,
  files: readonly string[],
): Misread[] {
  return [...argmax(probabilities, classes.length)].flatMap((answer, i) =>
    answer === labels[i] ? [] : [{
      file: files[i],
      truth: classes[labels[i]],
      answer: classes[answer],
      confidence: probabilities[i * classes.length + answer],
    }]
  );
}
