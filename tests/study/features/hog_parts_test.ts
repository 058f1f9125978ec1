import assert from "node:assert/strict";
import { createRandom } from "../../../lib/base/random.ts";
import { type Dataset, pictureAt } from "../../../lib/dataset/dataset.ts";
import { classHistograms } from "../../../lib/study/features/class_histograms.ts";
import { directionMaps } from "../../../lib/study/features/direction_maps.ts";
import { cellHistograms, hog } from "../../../lib/study/features/hog.ts";
import { hogFeatures } from "../../../lib/study/features/hog_features.ts";

/** Noise in three classes, the last of them empty. */
const random = createRandom(1);
const noise: Dataset = {
  images: Uint8Array.from({ length: 5 * 16 * 16 }, () => random.integer(256)),
  labels: Uint8Array.of(0, 1, 1, 0, 1),
  classes: ["a", "b", "none"],
  size: 5,
  width: 16,
  height: 16,
};
const close = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  assert.equal(a.length, b.length);
  for (let i = 0; i < a.length; i++) {
    assert.ok(Math.abs(a[i] - b[i]) < 1e-6, `${i}: ${a[i]}, ${b[i]}`);
  }
};

Deno.test("hogFeatures() gives every picture's hog(), row by row", () => {
  const options = { orientations: 6, cell: 4, block: 2 };
  const features = hogFeatures(noise, options);
  const rows = Array.from({ length: 5 }, (_, i) => [...hog(pictureAt(noise, i), options)]);
  close(features, rows.flat());
  assert.notDeepEqual(rows[0], rows[1]);
});

Deno.test("directionMaps() part what cellHistograms() count", () => {
  const image = pictureAt(noise, 0);
  const maps = directionMaps(image, 4);
  const means = maps.map(({ data }) => data.reduce((a, b) => a + b) / data.length);
  close(means, cellHistograms(image, { orientations: 4, cell: 16 }).data);
  for (let i = 0; i < 256; i++) {
    assert.ok(maps.filter(({ data }) => data[i] > 0).length <= 1, `pixel ${i} votes twice`);
  }
  assert.throws(() => directionMaps(image, 2.5), /orientations is a whole number .* got 2\.5/);
});

Deno.test("directionMaps() see an upright edge in the first bin", () => {
  const data = Float32Array.from({ length: 64 }, (_, i) => i % 8 < 4 ? 0 : 1);
  const [along, ...others] = directionMaps({ width: 8, height: 8, data }, 4);
  // Columns 3 and 4 see the step.
  close(along.data, data.map((_, i) => i % 8 === 3 || i % 8 === 4 ? 1 : 0));
  for (const { data } of others) assert.ok(data.every((value) => value === 0));
});

Deno.test("directionMaps() have a gradient just below 180° in the last bin, as cellHistograms()", () => {
  const data = Float32Array.of(0, 1e-30, 0, 0, 0, 1, 0, 0, 0);
  const image = { width: 3, height: 3, data };
  const means = directionMaps(image, 4).map(({ data }) => data.reduce((a, b) => a + b) / 9);
  close(means, cellHistograms(image, { orientations: 4, cell: 3 }).data);
});

Deno.test("classHistograms() are the mean histograms of a class, and zeros of an empty one", () => {
  const options = { orientations: 5, cell: 8 };
  const [a, b, none] = classHistograms(noise, options);
  const own = (i: number) => cellHistograms(pictureAt(noise, i), options).data;
  close(a.data, own(0).map((value, k) => (value + own(3)[k]) / 2));
  close(b.data, own(1).map((value, k) => (value + own(2)[k] + own(4)[k]) / 3));
  assert.ok(none.data.every((value) => value === 0));
  assert.deepEqual([a.rows, a.columns, a.orientations], [2, 2, 5]);
});
