import type { Dataset } from "./dataset.ts";

/**
 * The pictures of several datasets, one after the other.
 *
 * @param datasets At least one; all with the same classes and pictures of one size.
 * @throws {RangeError} when there is none, or they differ in that.
 */
export function joinDatasets(datasets: readonly Dataset[]): Dataset {
  if (datasets.length === 0) throw new RangeError("there is no dataset to join");
  const [{ width, height, classes }] = datasets;
  const alike = datasets.every((one) =>
    one.width === width && one.height === height &&
    one.classes.length === classes.length && one.classes.every((name, i) => name === classes[i])
  );
  if (!alike) throw new RangeError("only datasets of the same classes and picture size are joined");
  const size = datasets.reduce((sum, one) => sum + one.size, 0);
  const images = new Uint8Array(size * width * height);
  const labels = new Uint8Array(size);
  let start = 0;
  for (const one of datasets) {
    images.set(one.images, start * width * height);
    labels.set(one.labels, start);
    start += one.size;
  }
  return { images, labels, classes, size, width, height };
}
