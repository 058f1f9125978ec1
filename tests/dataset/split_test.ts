import assert from "node:assert/strict";
import { DataError } from "../../lib/base/errors.ts";
import { createRandom } from "../../lib/base/random.ts";
import type { Dataset } from "../../lib/dataset/dataset.ts";
import { countDuplicates } from "../../lib/dataset/duplicates.ts";
import { split, splitIndices } from "../../lib/dataset/split.ts";

/** `sizes[label]` pictures of each class, all different but for `copies` of the first of each class. */
function dataset(sizes: readonly number[], copies = 1): Dataset {
  const labels = Uint8Array.from(sizes.flatMap((size, label) => Array(size).fill(label)));
  const images = new Uint8Array(labels.length * 4);
  const view = new DataView(images.buffer);
  let within = 0;
  labels.forEach((label, i) => {
    within = i > 0 && labels[i - 1] === label ? within + 1 : 0;
    view.setUint32(i * 4, within < copies ? 0xffff0000 + label : i);
  });
  const classes = sizes.map((_, label) => `class ${label}`);
  return { images, labels, classes, size: labels.length, width: 2, height: 2 };
}

function counts({ labels, classes }: Dataset): number[] {
  return classes.map((_, label) => labels.filter((one) => one === label).length);
}

Deno.test("split() gives every class its share of every part", () => {
  const { train, validation, test } = split(dataset([100, 50, 200]), { seed: 1 });
  assert.deepEqual(counts(train), [70, 35, 140]);
  assert.deepEqual(counts(validation), [10, 5, 20]);
  assert.deepEqual(counts(test), [20, 10, 40]);
});

Deno.test("split() is exact over all where it cannot be in every class", () => {
  const { train, validation, test } = split(dataset(Array(10).fill(13)), { seed: 1 });
  assert.deepEqual([train.size, validation.size, test.size], [91, 13, 26]);
  for (const part of [train, validation, test]) {
    for (const count of counts(part)) assert(Math.abs(count - part.size / 10) <= 1);
  }
});

Deno.test("split() puts every picture into one part, in order", () => {
  const all = dataset([31, 47, 5]);
  const { train, validation, test } = splitIndices(all, { seed: 3 });
  for (const part of [train, validation, test]) assert.deepEqual(part, part.toSorted());
  const together = [...train, ...validation, ...test].sort((a, b) => a - b);
  assert.deepEqual(together, Array.from({ length: all.size }, (_, i) => i));
});

Deno.test("split() is the same for the same seed, another for another", () => {
  const all = dataset([40, 40]);
  assert.deepEqual(splitIndices(all, { seed: 8 }), splitIndices(all, { seed: 8 }));
  assert.notDeepEqual(splitIndices(all, { seed: 8 }), splitIndices(all, { seed: 9 }));
});

Deno.test("split() has no exact duplicate on two sides", () => {
  const random = createRandom(5);
  for (let seed = 0; seed < 20; seed++) {
    const size = 300;
    // Few distinct pictures, so that most are duplicates, of other classes too.
    const images = Uint8Array.from({ length: size }, () => random.integer(60));
    const labels = Uint8Array.from({ length: size }, () => random.integer(3));
    const all = { images, labels, classes: ["a", "b", "c"], size, width: 1, height: 1 };
    const { train, validation, test } = split(all, { seed });
    assert.equal(countDuplicates(test, train), 0);
    assert.equal(countDuplicates(validation, train), 0);
    assert.equal(countDuplicates(test, validation), 0);
    assert.equal(train.size + validation.size + test.size, size);
    assert(Math.abs(train.size - 210) < 10 && Math.abs(test.size - 60) < 10, `seed ${seed}`);
  }
});

Deno.test("split() keeps a great many copies together and still fills every part", () => {
  const { train, validation, test } = split(dataset([50, 50], 40), { seed: 2 });
  for (const part of [train, validation, test]) assert(counts(part).every((count) => count > 0));
  assert.deepEqual(counts(train), [40, 40]);
});

Deno.test("split() gives the smallest class one picture in every part", () => {
  const { train, validation, test } = split(dataset([3, 100]), { seed: 4 });
  assert.deepEqual([train, validation, test].map((part) => counts(part)[0]), [1, 1, 1]);
});

Deno.test("split() leaves a part of share 0 empty", () => {
  const fractions = { train: 0.5, validation: 0.5, test: 0 };
  const { train, validation, test } = split(dataset([2, 2]), { seed: 4, fractions });
  assert.deepEqual([train.size, validation.size, test.size], [2, 2, 0]);
});

Deno.test("split() passes over a class without pictures", () => {
  const { train } = split(dataset([10, 0, 10]), { seed: 4 });
  assert.deepEqual(counts(train), [7, 0, 7]);
});

Deno.test("split() refuses a class with fewer distinct pictures than parts, by its name", () => {
  assert.throws(() => split(dataset([10, 2]), { seed: 1 }), (error) => {
    assert(error instanceof DataError);
    assert.match(error.message, /"class 1" has too few distinct pictures \(2\).*at least 3/);
    return true;
  });
  assert.throws(() => split(dataset([9], 9), { seed: 1 }), /distinct pictures \(1\)/);
});

Deno.test("split() refuses fractions that are no shares of a whole", () => {
  for (
    const [train, validation, test] of [[0.7, 0.1, 0.1], [1.2, -0.1, -0.1], [NaN, 0.5, 0.5]]
  ) {
    const fractions = { train, validation, test };
    assert.throws(() => split(dataset([10]), { seed: 1, fractions }), RangeError);
  }
});
