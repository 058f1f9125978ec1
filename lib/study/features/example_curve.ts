import { take } from "../../dataset/dataset.ts";
import { linearProbe, type LinearProbeOptions } from "./linear_probe.ts";

interface ExampleCurveOptions extends LinearProbeOptions {
  /** How many of the training pictures are used, from the first on. */
  readonly counts: readonly number[];
  /** Times that every picture is seen when all of them are used. */
  readonly epochs: number;
}

/**
 * How a {@linkcode linearProbe} gets better with more examples.
 *
 * Few pictures are seen more often, so that every training is shown as many in all: the curve tells
 * what examples are worth, not what training is.
 *
 * @returns Counts and test accuracies, in the order given.
 * @throws {RangeError} when a count is not a whole number from 1 to the size of `train`.
 */
export async function exampleCurve(
  options: ExampleCurveOptions,
): Promise<{ count: number; accuracy: number }[]> {
  const { train, counts, epochs, onProgress, ...probe } = options;
  const wrong = counts.find((n) => !Number.isInteger(n) || n < 1 || n > train.size);
  if (wrong !== undefined) {
    throw new RangeError(`counts are whole numbers from 1 to ${train.size}, got ${wrong}`);
  }
  return await Array.fromAsync(counts, async (count, i) => {
    const { accuracy } = await linearProbe({
      ...probe,
      train: take(train, count),
      epochs: Math.round(epochs * train.size / count),
    });
    onProgress?.(i + 1, counts.length);
    return { count, accuracy };
  });
}
