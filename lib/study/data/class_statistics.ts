import { type Dataset, imageAt } from "../../dataset/dataset.ts";
import type { GrayImage } from "../../image/gray_image.ts";

/** What the pictures of one class have in common. All in [0, 1], ink 1. */
interface ClassStatistics {
  readonly name: string;
  readonly size: number;
  /** Mean, median and standard deviation of all pixels of all its pictures. */
  readonly mean: number;
  readonly median: number;
  readonly deviation: number;
  /** The same, pixel by pixel. */
  readonly meanImage: GrayImage;
  readonly medianImage: GrayImage;
  readonly deviationImage: GrayImage;
}

/**
 * Mean, median and (population) standard deviation of the pixels of every class.
 *
 * Pixels are bytes, so counting how often each of the 256 values occurs gives all three exactly.
 */
export function classStatistics(dataset: Dataset): ClassStatistics[] {
  const { width, height, classes, labels, size } = dataset;
  const pixels = width * height;
  return classes.map((name, label) => {
    const counts = new Uint32Array(pixels * 256);
    const total = new Float64Array(256);
    let members = 0;
    for (let i = 0; i < size; i++) {
      if (labels[i] !== label) continue;
      members++;
      const image = imageAt(dataset, i);
      for (let pixel = 0; pixel < pixels; pixel++) {
        counts[pixel * 256 + image[pixel]]++;
        total[image[pixel]]++;
      }
    }
    const image = () => ({ width, height, data: new Float32Array(pixels) });
    const [meanImage, medianImage, deviationImage] = [image(), image(), image()];
    for (let pixel = 0; pixel < pixels; pixel++) {
      const one = describe(counts.subarray(pixel * 256, (pixel + 1) * 256), members);
      meanImage.data[pixel] = one.mean;
      medianImage.data[pixel] = one.median;
      deviationImage.data[pixel] = one.deviation;
    }
    return {
      name,
      size: members,
      ...describe(total, members * pixels),
      meanImage,
      medianImage,
      deviationImage,
    };
  });
}

/** Mean, median and deviation of bytes, in [0, 1], from how often each value occurs; 0 of none. */
function describe(counts: ArrayLike<number>, total: number) {
  if (total === 0) return { mean: 0, median: 0, deviation: 0 };
  let sum = 0;
  let squares = 0;
  let seen = 0;
  let low = -1;
  let high = -1;
  for (let value = 0; value < 256; value++) {
    sum += counts[value] * value;
    squares += counts[value] * value * value;
    seen += counts[value];
    // Of an even number of values the median is the mean of the two in the middle.
    if (low < 0 && 2 * seen >= total) low = value;
    if (high < 0 && 2 * seen > total) high = value;
  }
  const mean = sum / total;
  return {
    mean: mean / 255,
    median: (low + high) / 2 / 255,
    deviation: Math.sqrt(Math.max(0, squares / total - mean * mean)) / 255,
  };
}
