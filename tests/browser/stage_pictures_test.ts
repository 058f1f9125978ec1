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
    // Eight in a row, two rows, a pixel between them.
    assert.deepEqual([sheet.width, sheet.height], [8 * width + 7, 2 * width + 1]);
    assert.equal(Math.max(...sheet.data), 1);
    assert.ok(Math.min(...sheet.data) >= 0);
  }
  model.dispose();
});

Deno.test("pictures that answer most strongly come first; few are shown as they are", () => {
  // Three channels of two by one pixels.
  const value = tf.tensor4d([0, 1, 2, 0, 1, 4], [1, 1, 2, 3]);
  const { sheet } = stagePictures(value);
  value.dispose();
  assert.deepEqual([sheet.width, sheet.height], [5, 3]);
  assert.deepEqual([...sheet.data], [
    ...[0.5, 1, 0.25, 0.25, 0.25],
    ...[0.25, 0.25, 0.25, 0.25, 0.25],
    ...[0, 0, 0.25, 0.25, 0.25],
  ]);
});
