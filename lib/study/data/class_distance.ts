/** How far pictures lie from their class: the plain measure of how much people's hands differ. */
import { type Dataset, imageAt } from "../../dataset/dataset.ts";
import { classStatistics } from "./class_statistics.ts";

/**
 * Distance of every picture to the mean picture of its class.
 *
 * @returns `size` root-mean-square differences of pixels, in [0, 1]: 0 is the mean itself.
 */
export function distancesToClassMean(dataset: Dataset): Float32Array {
  const means = classStatistics(dataset).map(({ meanImage }) => meanImage.data);
  return Float32Array.from({ length: dataset.size }, (_, i) => {
    const mean = means[dataset.labels[i]];
    const squares = imageAt(dataset, i).reduce(
      (sum, byte, pixel) => sum + (byte / 255 - mean[pixel]) ** 2,
      0,
    );
    return Math.sqrt(squares / mean.length);
  });
}

/** A picture that lies far from its class. */
interface Outlier {
  readonly index: number;
  /** Distance beyond the median of its class, in (scaled) median absolute deviations of the class. */
  readonly score: number;
}

/**
 * The pictures that lie furthest out of their class, furthest first.
 *
 * The score is the modified z-score (Iglewicz and Hoaglin, 1993), which outliers themselves hardly
 * move; they call what is beyond 3.5 an outlier. Where most of a class lies equally far, the score of
 * what lies further is infinite.
 *
 * @param distances One a picture, as {@linkcode distancesToClassMean} gives them.
 * @param least Scores from here up are given; 3.5 when left out.
 */
export function outliers(dataset: Dataset, distances: ArrayLike<number>, least = 3.5): Outlier[] {
  const found: Outlier[] = [];
  for (let label = 0; label < dataset.classes.length; label++) {
    const members: number[] = [];
    dataset.labels.forEach((one, i) => one === label && members.push(i));
    const middle = median(members.map((i) => distances[i]));
    const spread = median(members.map((i) => Math.abs(distances[i] - middle)));
    for (const index of members) {
      const score = 0.6745 * (distances[index] - middle) / spread;
      if (score >= least) found.push({ index, score });
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

/**
 * The picture of each class that lies nearest to its class's mean, in label order.
 *
 * @param distances One a picture, as {@linkcode distancesToClassMean} gives them.
 * @returns Indices of pictures; -1 for a class without any.
 */
export function mostTypical(dataset: Dataset, distances: ArrayLike<number>): number[] {
  const nearest = dataset.classes.map(() => -1);
  dataset.labels.forEach((label, i) => {
    if (nearest[label] < 0 || distances[i] < distances[nearest[label]]) nearest[label] = i;
  });
  return nearest;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}
