import type { Progress } from "../base/progress.ts";
import { prepare } from "../image/prepare.ts";
import type { ModelCard } from "../model/card.ts";
import { type Dataset, pictureAt, redraw } from "./dataset.ts";

/** Makes every picture of a dataset a network's input; throws `ImageError` for one without ink. */
export function prepareDataset(
  dataset: Dataset,
  input: ModelCard["input"],
  { onProgress }: { onProgress?: Progress } = {},
): Dataset {
  return redraw(dataset, input, (i) => {
    const { data } = prepare(pictureAt(dataset, i), input);
    onProgress?.(i + 1, dataset.size);
    return data;
  });
}
