import type { Dataset } from "../../lib/dataset/dataset.ts";
import { openDataset } from "../../lib/dataset/open_dataset.ts";

/** What every network here learns from (`train`), or is validated on (`validation`): `openDataset`'s of MNIST at seed 1. */
export async function openDigits(part: string): Promise<Dataset> {
  const input = { width: 28, height: 28, prepare: "normalize" } as const;
  return (await openDataset("mnist", input, { seed: 1 }))[part as "train" | "validation"];
}
