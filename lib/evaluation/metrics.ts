/** How good answers are: accuracy with its interval, precision, recall, F1, confusion, calibration. */
import { argmax as argmaxOfRow } from "../base/argmax.ts";
import { wilsonInterval } from "../base/wilson_interval.ts";

/** Counts and shares for one class. */
interface ClassMetrics {
  /** Pictures of this class. */
  readonly support: number;
  /** Of the pictures answered with this class, the share that shows it; 0 when there are none. */
  readonly precision: number;
  /** Of the pictures of this class, the share answered with it; 0 when there are none. */
  readonly recall: number;
  /** Harmonic mean of the two. */
  readonly f1: number;
}

/** How a model did on labelled pictures; all shares in [0, 1]. */
export interface Metrics {
  readonly images: number;
  readonly accuracy: number;
  /** 95 % Wilson score interval of the accuracy. */
  readonly accuracy95: readonly [low: number, high: number];
  /** Means over the classes that occur (macro averages). */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly perClass: Readonly<Record<string, ClassMetrics>>;
  /** `confusion[i][j]`: pictures of class i answered with class j. */
  readonly confusion: readonly (readonly number[])[];
  /** Expected calibration error: see {@linkcode expectedCalibrationError}. */
  readonly ece: number;
}

/**
 * Measures probabilities against labels.
 *
 * @param probabilities `labels.length * classes.length` numbers, row by row.
 * @throws {RangeError} when the sizes do not fit, or there is nothing to measure.
 */
export function measure(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classes: readonly string[],
): Metrics {
  const images = labels.length;
  if (images === 0 || probabilities.length !== images * classes.length) {
    throw new RangeError(
      `${images} labels and ${classes.length} classes need ${images * classes.length} ` +
        `probabilities and at least one picture, got ${probabilities.length}`,
    );
  }
  const answers = argmax(probabilities, classes.length);
  const confusion = classes.map(() => new Array<number>(classes.length).fill(0));
  for (let i = 0; i < images; i++) confusion[labels[i]][answers[i]]++;
  const right = confusion.reduce((sum, row, i) => sum + row[i], 0);

  const perClass: Record<string, ClassMetrics> = {};
  classes.forEach((name, i) => {
    const hits = confusion[i][i];
    const support = confusion[i].reduce((a, b) => a + b, 0);
    const answered = confusion.reduce((sum, row) => sum + row[i], 0);
    const precision = answered > 0 ? hits / answered : 0;
    const recall = support > 0 ? hits / support : 0;
    const f1 = hits > 0 ? 2 * precision * recall / (precision + recall) : 0;
    perClass[name] = { support, precision, recall, f1 };
  });
  const present = Object.values(perClass).filter(({ support }) => support > 0);
  const macro = (key: "precision" | "recall" | "f1") =>
    present.reduce((sum, metrics) => sum + metrics[key], 0) / present.length;
  return {
    images,
    accuracy: right / images,
    accuracy95: wilsonInterval(right, images),
    precision: macro("precision"),
    recall: macro("recall"),
    f1: macro("f1"),
    perClass,
    confusion,
    ece: expectedCalibrationError(probabilities, labels, classes.length),
  };
}

/**
 * The likeliest class of every row.
 *
 * @throws {RangeError} naming a row that holds NaN.
 */
export function argmax(probabilities: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: probabilities.length / classes }, (_, i) => {
    const best = argmaxOfRow(probabilities.subarray(i * classes, (i + 1) * classes));
    if (best < 0) throw new RangeError(`row ${i} holds NaN: it has no likeliest class`);
    return best;
  });
}

/** The answers whose confidence fell into one of equal bins. */
export interface ReliabilityBin {
  /** Bounds of the bin, in [0, 1]. */
  readonly from: number;
  readonly to: number;
  /** How many answers. */
  readonly count: number;
  /** Mean confidence of them; 0 when there are none. */
  readonly confidence: number;
  /** Share of them that were right; 0 when there are none. */
  readonly accuracy: number;
}

/** Bins of confidence that {@linkcode reliabilityBins} makes: as many as Guo et al. 2017 take. */
const BINS = 15;

/** How often a network's answers of each probability are right. */
export function reliabilityBins(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): ReliabilityBin[] {
  const answers = [...argmax(probabilities, classes)];
  return binConfidences(
    answers.map((answer, i) => probabilities[i * classes + answer]),
    answers.map((answer, i) => answer === labels[i]),
  );
}

/** How often answers of each confidence are right, whoever gave them. */
export function binConfidences(
  confidences: ArrayLike<number>,
  right: readonly boolean[],
): ReliabilityBin[] {
  const sums = Array.from({ length: BINS }, () => ({ count: 0, confidence: 0, right: 0 }));
  right.forEach((isRight, i) => {
    const bin = sums[Math.min(BINS - 1, Math.floor(confidences[i] * BINS))];
    bin.count++;
    bin.confidence += confidences[i];
    if (isRight) bin.right++;
  });
  return sums.map(({ count, confidence, right }, i) => ({
    from: i / BINS,
    to: (i + 1) / BINS,
    count,
    confidence: count > 0 ? confidence / count : 0,
    accuracy: count > 0 ? right / count : 0,
  }));
}

/**
 * How far confidence is from accuracy: the mean gap over equal bins of confidence, weighed by how many
 * pictures fall into each (Guo et al. 2017).
 */
export function expectedCalibrationError(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): number {
  return calibrationError(reliabilityBins(probabilities, labels, classes));
}

/** The same, of answers that are in bins already. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  let [gaps, answers] = [0, 0];
  for (const { count, confidence, accuracy } of bins) {
    gaps += count * Math.abs(confidence - accuracy);
    answers += count;
  }
  return gaps / answers;
}
