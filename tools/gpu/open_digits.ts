import { type Dataset } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { split } from "../../lib/dataset/split.ts";

/** The part of MNIST that every network here learns from, or is validated on: `openDataset`'s at seed 1. */
export async function openDigits(part: string): Promise<Dataset> {
  if (part !== "train" && part !== "validation") {
    throw new RangeError(`"${part}" is no part of the digits: train and validation are`);
  }
  const fractions = { train: 11 / 12, validation: 1 / 12, test: 0 };
  return split(await loadMnist("train"), { seed: 1, fractions })[part];
}
