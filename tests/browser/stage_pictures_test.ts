/** What the page shows of a network's inside. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { fuseNetwork } from "../../lib/browser/fuse_network.ts";
import { type StagePictures, stagePictures } from "../../lib/browser/stage_pictures.ts";
import { someDigits, someNetwork } from "../network/some_network.ts";
import { pictureAt } from "../../lib/dataset/dataset.ts";

await useBackend("wasm");

Deno.test("each convolution's pictures come after relu and pooling, in their order", () => {
  const model = someNetwork("digit");
  const run = fuseNetwork(model);
  const { data } = pictureAt(someDigits("digit"), 3);
  const stages: StagePictures[] = [];
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const input = tf.tensor4d(data, [1, 28, 28, 1]);
    const [seen, unseen] = [run(input, (value) => stages.push(stagePictures(value))), run(input)];
    assert.deepEqual(seen[0].dataSync(), unseen[0].dataSync());
  });
  assert.equal(tf.memory().numTensors, before);
  assert.deepEqual(stages.map(({ width, height, channels }) => [width, height, channels]), [
    [14, 14, 32],
    [14, 14, 64],
    [7, 7, 64],
    [7, 7, 128],
    [3, 3, 128],
  ]);
  for (const { width, sheet } of stages) {
    // Four in a row, four rows, a pixel between them.
    assert.deepEqual([sheet.width, sheet.height], [4 * width + 3, 4 * width + 3]);
    assert.equal(Math.max(...sheet.data), 1);
    assert.ok(Math.min(...sheet.data) >= 0);
  }
  model.dispose();
});

Deno.test("pictures that answer most strongly come first; few are shown as they are", () => {
  // Five channels of two by one pixels, of which the last two answer most strongly, the second not at all.
  const value = tf.tensor4d([1, 0, 1, 2, 4, 0, 0, 1, 2, 0], [1, 1, 2, 5]);
  const { sheet } = stagePictures(value);
  value.dispose();
  assert.deepEqual([sheet.width, sheet.height], [5, 5]);
  const gap = Array(5).fill(0.25);
  assert.deepEqual([...sheet.data], [
    ...[0.5, 0.5, 0.25, 1, 0],
    ...gap,
    ...[0.25, 0.25, 0.25, 0.25, 0],
    ...gap,
    ...[0, 0, ...gap.slice(2)],
  ]);
});
