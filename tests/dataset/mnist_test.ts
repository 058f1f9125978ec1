import assert from "node:assert/strict";
import { countDuplicates } from "../../lib/dataset/duplicates.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";

Deno.test("loadMnist() gives the published digits", async () => {
  const [train, test] = await Promise.all([loadMnist("train"), loadMnist("test")]);
  const counts = ({ labels, classes }: typeof train) =>
    classes.map((_, label) => labels.filter((one) => one === label).length);
  assert.deepEqual([train.size, train.width, train.height], [60_000, 28, 28]);
  assert.deepEqual(test.size, 10_000);
  assert.deepEqual(train.classes, [..."0123456789"]);
  assert.equal(train.images.length, 60_000 * 28 * 28);
  // The counts that LeCun's page and every paper give.
  assert.deepEqual(counts(train), [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
  assert.deepEqual(counts(test), [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  assert.deepEqual([...train.labels.subarray(0, 5)], [5, 0, 4, 1, 9]);
  assert.equal(countDuplicates(test, train), 0);
});
