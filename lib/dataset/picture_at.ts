import type { GrayImage } from "../image/gray_image.ts";
import { type Dataset, toFloats } from "./dataset.ts";

/** One picture of a dataset, ready to be drawn or drawn on: a copy. */
export function pictureAt(dataset: Dataset, index: number): GrayImage {
  const { width, height } = dataset;
  return { width, height, data: toFloats(dataset, index, index + 1) };
}
