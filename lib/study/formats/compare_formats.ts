import { type Dataset, toFloats } from "../../dataset/dataset.ts";
import type { Engine } from "../../engine/engine.ts";

interface FormatComparison {
  readonly format: string;
  /** How many numbers were compared. */
  readonly probabilities: number;
  /** How far they lie apart where they differ most. */
  readonly difference: number;
}

/**
 * How far the probabilities that saved networks give lie from those of the network that was saved.
 *
 * @param engines By the name of the format.
 * @param expected `size * classes` probabilities for the pictures of `data`, row by row.
 */
export async function compareFormats(
  engines: Readonly<Record<string, Engine>>,
  { data, expected }: { readonly data: Dataset; readonly expected: Float32Array },
): Promise<FormatComparison[]> {
  return await Array.fromAsync(Object.entries(engines), async ([format, engine]) => {
    const answers = await engine.predict(toFloats(data), data.size);
    const difference = largestDifference(answers, expected);
    return { format, probabilities: answers.length, difference };
  });
}

/**
 * How far two lists of numbers lie apart where they differ most.
 *
 * @throws {RangeError} when they are not equally long.
 */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new RangeError(`${a.length} numbers cannot be compared with ${b.length}`);
  }
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
  return most;
}
