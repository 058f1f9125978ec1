/** Pictures that are byte for byte the same: one that was also trained on measures memory, not reading. */
import { Buffer } from "node:buffer";
import { type Dataset, imageAt } from "./dataset.ts";

/** For each picture the number of its group of equal ones, whatever their labels; from 0 in order of appearance. */
export function duplicateGroups(dataset: Dataset): Int32Array {
  const groups = new Map<string, number>();
  return Int32Array.from(
    { length: dataset.size },
    (_, i) => groups.getOrInsert(pixelsOf(dataset, i), groups.size),
  );
}

/**
 * How many pictures of `dataset` are exact copies of a picture in `of`.
 *
 * @throws {RangeError} when their pictures are of different size.
 */
export function countDuplicates(dataset: Dataset, of: Dataset): number {
  if (dataset.width !== of.width || dataset.height !== of.height) {
    throw new RangeError(
      `pictures of ${dataset.width}x${dataset.height} cannot be copies of ${of.width}x${of.height}`,
    );
  }
  const known = new Set(Array.from({ length: of.size }, (_, i) => pixelsOf(of, i)));
  return Array.from({ length: dataset.size }, (_, i) => known.has(pixelsOf(dataset, i)))
    .filter(Boolean).length;
}

/** A picture's bytes as a string, a letter for each, which maps and sets look up. */
function pixelsOf(dataset: Dataset, index: number): string {
  const { buffer, byteOffset, byteLength } = imageAt(dataset, index);
  return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}
