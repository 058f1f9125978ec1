import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import type { Parts } from "../../dataset/split.ts";
import { fit } from "../../network/fit.ts";
import { predict } from "../../network/predict.ts";
import { reportNetwork } from "../../network/report.ts";
import { oneCycle } from "../../network/schedule.ts";
import { splitByCopy } from "../data/split_by_copy.ts";
import { mistakes } from "../mistakes.ts";
import { shuffledBatches } from "../../network/shuffled_batches.ts";

/** What {@linkcode leakStudy} takes. */
export interface LeakStudyOptions {
  /** One training for each. */
  readonly splits: readonly Parts<Dataset>[];
  readonly epochs: number;
  readonly batch: number;
  /** Starts every training. */
  readonly seed: number;
  readonly onProgress?: Progress;
}

/** Pictures asked, and those of them that were answered right. */
export interface Tally {
  readonly asked: number;
  readonly right: number;
}

/**
 * Trains the report CNN on each split, pictures as they are, and counts its right answers on the test parts:
 * on pictures of which the training part holds an exact copy, and on the others.
 */
export async function leakStudy(
  { splits, epochs, batch, seed, onProgress }: LeakStudyOptions,
): Promise<{ copies: Tally; others: Tally }> {
  const none = { asked: 0, right: 0 };
  let [copies, others]: Tally[] = [none, none];
  for (const [i, { train, validation, test }] of splits.entries()) {
    const { width, height, classes } = train;
    const model = reportNetwork({ width, height, classes: classes.length, seed });
    const random = createRandom(seed).fork("batches");
    await fit(model, {
      ...shuffledBatches({ dataset: train, batch, random }),
      epochs,
      learningRate: oneCycle({ peak: 0.001 }),
      validation,
      seed,
      onProgress: (done, total) => onProgress?.(i * total + done, splits.length * total),
    });
    const count = ({ asked, right }: Tally, part: Dataset): Tally => ({
      asked: asked + part.size,
      right: right + part.size - mistakes(predict(model, part), part.labels).length,
    });
    const parts = splitByCopy(test, train);
    copies = count(copies, parts.copies);
    others = count(others, parts.others);
    model.dispose();
  }
  return { copies, others };
}
