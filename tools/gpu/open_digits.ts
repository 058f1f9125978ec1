import type { Dataset } from "../../lib/dataset/dataset.ts";
import { openDataset } from "../../lib/dataset/open_dataset.ts";

/** MNIST split at seed 1, as in every training: what networks learn from (`train`) or are validated on (`validation`). */
export async function openDigits(part: string): Promise<Dataset> {
  const input = { width: 28, height: 28, prepare: "normalize" } as const;
  return (await openDataset("mnist", input, { seed: 1 }))[part as "train" | "validation"];
}
