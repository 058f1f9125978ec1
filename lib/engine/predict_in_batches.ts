import type { ModelCard } from "../model/card.ts";

/**
 * Runs pictures in batches, one after the other, and joins their probabilities.
 *
 * @param run Gives the `count * classes` probabilities of a batch.
 * @throws {RangeError} when `images` does not hold `count` pictures of the size that the card says.
 */
export async function predictInBatches(
  run: (images: Float32Array, count: number) => Promise<Float32Array>,
  { images, count, card, batch }: {
    readonly images: Float32Array;
    readonly count: number;
    readonly card: ModelCard;
    readonly batch: number;
  },
): Promise<Float32Array> {
  const { width, height } = card.input;
  const pixels = width * height;
  const classes = card.classes.length;
  if (images.length !== count * pixels) {
    throw new RangeError(
      `${count} pictures of ${width}x${height} are ${count * pixels} numbers, got ${images.length}`,
    );
  }
  const probabilities = new Float32Array(count * classes);
  for (let start = 0; start < count; start += batch) {
    const end = Math.min(count, start + batch);
    const part = images.subarray(start * pixels, end * pixels);
    probabilities.set(await run(part, end - start), start * classes);
  }
  return probabilities;
}
