import assert from "node:assert/strict";
import type { Dataset } from "../../lib/dataset/dataset.ts";
import { countDuplicates, duplicateGroups } from "../../lib/dataset/duplicates.ts";

/** Pictures of 1x2 from pairs of bytes. */
function pictures(...pairs: [number, number][]): Dataset {
  const size = pairs.length;
  const images = Uint8Array.from(pairs.flat());
  return { images, labels: new Uint8Array(size), classes: ["a"], size, width: 2, height: 1 };
}

Deno.test("duplicateGroups() numbers equal pictures alike, in order of appearance", () => {
  const dataset = pictures([1, 2], [2, 1], [1, 2], [3, 3], [2, 1], [1, 2]);
  assert.deepEqual([...duplicateGroups(dataset)], [0, 1, 0, 2, 1, 0]);
});

Deno.test("duplicateGroups() tells every pair of bytes apart, however their hashes fall", () => {
  const pairs = Array.from({ length: 65_536 }, (_, i): [number, number] => [i >> 8, i & 255]);
  const groups = duplicateGroups(pictures(...pairs));
  assert.deepEqual([...groups], pairs.map((_, i) => i));
});

Deno.test("duplicateGroups() of nothing is nothing", () => {
  assert.equal(duplicateGroups(pictures()).length, 0);
});

Deno.test("countDuplicates() counts pictures that the other dataset has too", () => {
  const tested = pictures([1, 2], [1, 2], [4, 4], [5, 5]);
  const trained = pictures([9, 9], [1, 2], [5, 5], [5, 5]);
  assert.equal(countDuplicates(tested, trained), 3);
  assert.equal(countDuplicates(tested, pictures()), 0);
});

Deno.test("countDuplicates() refuses pictures of another size", () => {
  const tall = { ...pictures([1, 2]), width: 1, height: 2 };
  assert.throws(() => countDuplicates(tall, pictures([1, 2])), /1x2 .* 2x1/);
});
