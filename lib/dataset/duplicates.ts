/**
 * Pictures that are byte for byte the same.
 *
 * A test picture that was also trained on measures memory, not reading.
 *
 * @module
 */
import { type Dataset, imageAt } from "./dataset.ts";

/**
 * Which pictures are the same.
 *
 * @returns `size` group numbers, from 0 in order of first appearance; equal pictures have equal ones,
 * whatever their labels.
 *
 * @example
 * ```ts
 * import { duplicateGroups } from "./duplicates.ts";
 * import assert from "node:assert/strict";
 *
 * const images = Uint8Array.of(7, 9, 7);
 * const dataset = { images, labels: new Uint8Array(3), classes: ["a"], size: 3, width: 1, height: 1 };
 * assert.deepEqual([...duplicateGroups(dataset)], [0, 1, 0]);
 * ```
 */
export function duplicateGroups(dataset: Dataset): Int32Array {
  const index = new PictureIndex(dataset);
  const groups = new Int32Array(dataset.size);
  let count = 0;
  for (let i = 0; i < dataset.size; i++) {
    const first = index.find(imageAt(dataset, i));
    if (first >= 0) {
      groups[i] = groups[first];
    } else {
      groups[i] = count++;
      index.add(i);
    }
  }
  return groups;
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
  const index = new PictureIndex(of);
  for (let i = 0; i < of.size; i++) index.add(i);
  let count = 0;
  for (let i = 0; i < dataset.size; i++) {
    if (index.find(imageAt(dataset, i)) >= 0) count++;
  }
  return count;
}

/** Pictures of a dataset by their hash; equal hashes are settled by comparing the bytes. */
class PictureIndex {
  #byHash = new Map<number, number[]>();

  constructor(readonly dataset: Dataset) {}

  add(index: number): void {
    const hash = fnv1a(imageAt(this.dataset, index));
    const bucket = this.#byHash.get(hash);
    if (bucket) bucket.push(index);
    else this.#byHash.set(hash, [index]);
  }

  /** The first added picture that equals `image`, -1 for none. */
  find(image: Uint8Array): number {
    const bucket = this.#byHash.get(fnv1a(image)) ?? [];
    return bucket.find((i) => equal(imageAt(this.dataset, i), image)) ?? -1;
  }
}

function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
