import assert from "node:assert/strict";
import { featuresInThreads } from "../../lib/browser/features_in_threads.ts";
import type { Dataset } from "../../lib/dataset/dataset.ts";

const pictures: Dataset = {
  images: Uint8Array.from({ length: 7 * 4 }, (_, i) => i),
  labels: new Uint8Array(7),
  classes: ["0"],
  size: 7,
  width: 2,
  height: 2,
};

/** Two numbers a picture: its first pixel, and its last. */
const see = ({ images, size }: Dataset) =>
  Float32Array.from({ length: 2 * size }, (_, i) => images[4 * (i >> 1) + 3 * (i % 2)]);

Deno.test("threads see all pictures in their order, each a part", async () => {
  const sizes: number[] = [];
  const elsewhere = [0, 1].map(() => (part: Dataset) => {
    sizes.push(part.size);
    return Promise.resolve(see(part));
  });
  const features = await featuresInThreads(pictures, { here: see, elsewhere });
  assert.deepEqual(features, see(pictures));
  assert.deepEqual(sizes, [3, 2]);
});

Deno.test("what another thread fails at is done here", async () => {
  const elsewhere = [() => Promise.reject(new Error("no memory"))];
  assert.deepEqual(await featuresInThreads(pictures, { here: see, elsewhere }), see(pictures));
});
