import type { Progress } from "../base/progress.ts";
import { prepare } from "../image/prepare.ts";
import type { ModelCard } from "../model/card.ts";
import { type Dataset, pictureAt } from "./dataset.ts";

/**
 * Makes every picture of a dataset a network's input.
 *
 * @throws {ImageError} for a picture without ink.
 */
export function prepareDataset(
  dataset: Dataset,
  input: ModelCard["input"],
  { onProgress }: { onProgress?: Progress } = {},
): Dataset {
  const { width, height } = input;
  const pixels = width * height;
  const images = new Uint8Array(dataset.size * pixels);
  for (let i = 0; i < dataset.size; i++) {
    const { data } = prepare(pictureAt(dataset, i), input);
    images.set(data.map((ink) => Math.round(ink * 255)), i * pixels);
    onProgress?.(i + 1, dataset.size);
  }
  return { ...dataset, images, width, height };
}
