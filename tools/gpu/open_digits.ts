import type { Dataset } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { split } from "../../lib/dataset/split.ts";

/** What every network here learns from (`train`), or is validated on (`validation`): `openDataset`'s of MNIST at seed 1. */
export async function openDigits(part: string): Promise<Dataset> {
  const fractions = { train: 11 / 12, validation: 1 / 12, test: 0 };
  return split(await loadMnist("train"), { seed: 1, fractions })[part as "train" | "validation"];
}
