import assert from "node:assert/strict";
import type { Dataset } from "../../lib/dataset/dataset.ts";
import { joinDatasets } from "../../lib/dataset/join_datasets.ts";
import { splitByCopy } from "../../lib/study/data/split_by_copy.ts";

/** Pictures of 2 x 1 pixels. */
function pictures(images: number[], labels: number[]): Dataset {
  return {
    images: Uint8Array.from(images),
    labels: Uint8Array.from(labels),
    classes: ["a", "b"],
    size: labels.length,
    width: 2,
    height: 1,
  };
}

const first = pictures([1, 2, 3, 4], [0, 1]);
const second = pictures([3, 4, 5, 6, 1, 2], [1, 0, 1]);

Deno.test("joinDatasets() puts pictures and labels one after the other", () => {
  assert.deepEqual(
    joinDatasets([first, second]),
    pictures([1, 2, 3, 4, 3, 4, 5, 6, 1, 2], [0, 1, 1, 0, 1]),
  );
});

Deno.test("joinDatasets() refuses what does not go together", () => {
  assert.throws(() => joinDatasets([]), RangeError);
  assert.throws(() => joinDatasets([first, { ...first, classes: ["a", "c"] }]), RangeError);
  assert.throws(() => joinDatasets([first, { ...first, width: 1, height: 2 }]), RangeError);
});

Deno.test("splitByCopy() goes by the pixels, whatever the labels", () => {
  const { copies, others } = splitByCopy(second, first);
  assert.deepEqual(copies, pictures([3, 4, 1, 2], [1, 1]));
  assert.deepEqual(others, pictures([5, 6], [0]));
});
