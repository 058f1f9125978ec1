import { DataError } from "../base/errors.ts";
import type { Random } from "../base/random.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { toBytes, toShares } from "../image/shares.ts";

/**
 * Labelled pictures of one size, held in memory.
 *
 * Pixels are bytes (0 paper, 255 ink) so that all of MNIST takes 55 MB and two pictures are duplicates
 * when their bytes are equal; {@linkcode toFloats} gives the network its numbers in [0, 1].
 */
export interface Dataset {
  /** `size * height * width` bytes, picture after picture, row-major; 255 is ink. */
  readonly images: Uint8Array;
  /** `size` indexes into `classes`. */
  readonly labels: Uint8Array;
  /** Class names in label order; they come from the data. At most 256. */
  readonly classes: readonly string[];
  /** How many pictures. */
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

/** The bytes of one picture, a view and not a copy. */
export function imageAt(dataset: Dataset, index: number): Uint8Array {
  const pixels = dataset.width * dataset.height;
  return dataset.images.subarray(index * pixels, (index + 1) * pixels);
}

/**
 * The pictures at `indices`, in that order, as a new dataset.
 *
 * @throws {RangeError} when there is no picture at one of them.
 */
export function subset(dataset: Dataset, indices: ArrayLike<number>): Dataset {
  const pixels = dataset.width * dataset.height;
  const images = new Uint8Array(indices.length * pixels);
  const labels = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i];
    if (!(Number.isInteger(index) && index >= 0 && index < dataset.size)) {
      throw new RangeError(
        `no picture ${index}: the dataset has those from 0 to ${dataset.size - 1}`,
      );
    }
    images.set(imageAt(dataset, index), i * pixels);
    labels[i] = dataset.labels[index];
  }
  return { ...dataset, images, labels, size: indices.length };
}

/** By class, the indices of its pictures. */
export function membersOf({ classes, labels }: Dataset): number[][] {
  const members: number[][] = classes.map(() => []);
  labels.forEach((label, i) => members[label].push(i));
  return members;
}

/** `perClass` pictures of every class, chosen at random; all where there are fewer. */
export function samplePerClass(dataset: Dataset, perClass: number, random: Random): Dataset {
  const chosen = membersOf(dataset).flatMap((own) => random.shuffle(own).slice(0, perClass));
  return subset(dataset, chosen);
}

/** The first pictures, as a new dataset. */
export function take(dataset: Dataset, count: number): Dataset {
  return subset(dataset, Array.from({ length: count }, (_, i) => i));
}

/** The pictures from `start` up to, not including, `end`: numbers in [0, 1], a network's batch (NHWC, one channel). */
export function toFloats(dataset: Dataset, start = 0, end = dataset.size): Float32Array {
  const pixels = dataset.width * dataset.height;
  return toShares(dataset.images.subarray(start * pixels, end * pixels));
}

/** One picture of a dataset as numbers in [0, 1]: a copy. */
export function pictureAt(dataset: Dataset, index: number): GrayImage {
  const { width, height } = dataset;
  return { width, height, data: toFloats(dataset, index, index + 1) };
}

/** The same labels with other pictures: `make` gives `height * width` numbers in [0, 1] for each index. */
export function redraw(
  dataset: Dataset,
  { width, height }: Pick<Dataset, "width" | "height">,
  make: (index: number) => Float32Array,
): Dataset {
  const pixels = width * height;
  const images = new Uint8Array(dataset.size * pixels);
  for (let i = 0; i < dataset.size; i++) images.set(toBytes(make(i)), i * pixels);
  return { ...dataset, images, width, height };
}

/**
 * The same pictures with labels that index `classes` instead, matched by name.
 *
 * @throws {DataError} when a class that has pictures is not among `classes`.
 */
export function relabel(dataset: Dataset, classes: readonly string[]): Dataset {
  const indices = dataset.classes.map((name) => classes.indexOf(name));
  const strange = dataset.classes.filter((_, i) => indices[i] < 0 && dataset.labels.includes(i));
  if (strange.length > 0) {
    throw new DataError(
      `the pictures have classes that the model does not know: ${strange.join(", ")}; ` +
        `it knows ${classes.join(", ")}`,
    );
  }
  return { ...dataset, labels: dataset.labels.map((label) => indices[label]), classes };
}
