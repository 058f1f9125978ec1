import { type Dataset, pictureAt } from "../../dataset/dataset.ts";
import { hog, hogLength, type HogOptions } from "./hog.ts";

/**
 * The HOG features of every picture of a dataset.
 *
 * @returns `size * hogLength(width, height, options)` numbers, row by row.
 */
export function hogFeatures(dataset: Dataset, options: HogOptions = {}): Float32Array {
  const { size } = dataset;
  const length = hogLength(dataset.width, dataset.height, options);
  const features = new Float32Array(size * length);
  for (let i = 0; i < size; i++) {
    features.set(hog(pictureAt(dataset, i), options), i * length);
  }
  return features;
}
