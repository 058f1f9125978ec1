import { type Dataset, pictureAt } from "../../dataset/dataset.ts";
import { type CellHistograms, cellHistograms, type HogOptions } from "./hog.ts";

/**
 * The mean cell histograms of every class: which edges its pictures have in common, and where.
 *
 * A class without pictures gets zeros.
 *
 * @throws {RangeError} when the options do not fit the pictures, as in {@linkcode cellHistograms}.
 */
export function classHistograms(
  dataset: Dataset,
  options: Pick<HogOptions, "orientations" | "cell"> = {},
): CellHistograms[] {
  const { width, height } = dataset;
  const blank = { width, height, data: new Float32Array(width * height) };
  const sums = dataset.classes.map(() => cellHistograms(blank, options));
  const sizes = dataset.classes.map(() => 0);
  for (let i = 0; i < dataset.size; i++) {
    const label = dataset.labels[i];
    const { data } = sums[label];
    cellHistograms(pictureAt(dataset, i), options).data.forEach((value, k) => data[k] += value);
    sizes[label]++;
  }
  return sums.map((sum, label) => ({
    ...sum,
    data: sum.data.map((value) => value / Math.max(1, sizes[label])),
  }));
}
