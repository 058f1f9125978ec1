import type { Dataset } from "../../dataset/dataset.ts";
import { reportNetwork } from "../../network/report.ts";
import { splitByCopy } from "../data/split_by_copy.ts";
import { type Tally, tallyOf } from "./tally.ts";
import { type Lesson, trainEach, type TrainEachOptions, type TrainedOnce } from "./train_each.ts";

/**
 * How a network is trained and tested; the report CNN where `build` is left out.
 *
 * Where `validation` is the same as `test`, the test chooses the epoch that it then measures.
 */
type Way = Pick<Lesson, "parts" | "bends"> & Partial<Pick<Lesson, "build">>;

interface CompareWaysOptions extends TrainEachOptions {
  /** Pictures that no way has in its parts, to measure all of them alike. */
  readonly fresh: Dataset;
}

/** One training, and what its own test says of it beside what fresh pictures say. */
export interface WayRun extends Pick<TrainedOnce, "seed" | "records"> {
  readonly way: string;
  readonly test: Tally;
  /** Those of the test part of which the training part holds an exact copy. */
  readonly copies: Tally;
  readonly fresh: Tally;
}

/** Adam's usual learning rate, kept all through. */
const learningRate = () => 0.001;

/**
 * Trains a network in several ways and measures each by its own test part and by fresh pictures.
 *
 * @param ways By name, for a seed, which draws the split too.
 * @returns All runs of the first way, then of the second, and so on.
 */
export async function compareWays(
  ways: Readonly<Record<string, (seed: number) => Way>>,
  { fresh, ...options }: CompareWaysOptions,
): Promise<WayRun[]> {
  return await trainEach(
    Object.entries(ways).map(([name, way]) => [
      name,
      (seed) => ({ build: reportNetwork, learningRate, ...way(seed) }),
    ]),
    options,
    ({ name: way, seed, records, model, parts: { train, test } }) => ({
      way,
      seed,
      records,
      test: tallyOf(model, test),
      copies: tallyOf(model, splitByCopy(test, train).copies),
      fresh: tallyOf(model, fresh),
    }),
  );
}
