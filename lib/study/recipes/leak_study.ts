import type { Dataset } from "../../dataset/dataset.ts";
import type { Parts } from "../../dataset/split.ts";
import { reportNetwork } from "../../network/report.ts";
import { oneCycle } from "../../network/schedule.ts";
import { splitByCopy } from "../data/split_by_copy.ts";
import { addTallies, type Tally, tallyOf } from "./tally.ts";
import { trainEach, type TrainEachOptions } from "./train_each.ts";

interface LeakStudyOptions extends Omit<TrainEachOptions, "seeds"> {
  /** One training for each. */
  readonly splits: readonly Parts<Dataset>[];
  /** Starts every training. */
  readonly seed: number;
}

/** A network's answers to test pictures of which the training part holds an exact copy, and to the others. */
export interface Leak {
  readonly copies: Tally;
  readonly others: Tally;
}

/** Trains the report CNN on each split, pictures as they are, and counts its answers to all test parts. */
export async function leakStudy({ splits, seed, ...options }: LeakStudyOptions): Promise<Leak> {
  const learningRate = oneCycle({ peak: 0.001 });
  const runs = await trainEach(
    splits.map((parts, i) => [
      `split ${i + 1}`,
      () => ({ parts, build: reportNetwork, learningRate }),
    ]),
    { ...options, seeds: [seed] },
    ({ model, parts: { train, test } }): Leak => {
      const { copies, others } = splitByCopy(test, train);
      return { copies: tallyOf(model, copies), others: tallyOf(model, others) };
    },
  );
  return {
    copies: addTallies(runs.map(({ copies }) => copies)),
    others: addTallies(runs.map(({ others }) => others)),
  };
}
