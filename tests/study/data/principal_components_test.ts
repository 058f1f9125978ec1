import { PCA } from "ml-pca";
import assert from "node:assert/strict";
import { createRandom } from "../../../lib/base/random.ts";
import { type Dataset, toFloats } from "../../../lib/dataset/dataset.ts";
import { principalComponents } from "../../../lib/study/data/principal_components.ts";

/** Pictures that differ along two known patterns, strongly along the first; the first pixel never changes. */
const patterns = [[0, 3, 0, 0, 3, 0, 0, 3, 0], [0, 0, 0, 1, 0, 2, 0, 0, -1]];
const random = createRandom(1);
const rows = Array.from({ length: 200 }, () => {
  const [a, b] = [8 * random.normal(), 6 * random.normal()];
  return patterns[0].map((value, i) => 128 + a * value + b * patterns[1][i]);
});
const dataset: Dataset = {
  images: Uint8Array.from(rows.flat().map(Math.round)),
  labels: new Uint8Array(200),
  classes: ["any"],
  size: 200,
  width: 3,
  height: 3,
};
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

Deno.test("principalComponents() find the patterns that pictures differ by, the strongest first", () => {
  const { directions } = principalComponents(dataset);
  directions.forEach(({ width, height, data }, k) => {
    assert.deepEqual([width, height], [3, 3]);
    assert.ok(Math.abs(dot(data, data) - 1) < 1e-5);
    assert.ok(Math.abs(dot(data, patterns[k])) / Math.hypot(...patterns[k]) > 0.99);
    assert.ok(Math.max(...data) >= -Math.min(...data), "the largest pixel is positive");
  });
});

Deno.test("principalComponents() agree with the singular value decomposition", () => {
  const { explained, places, directions } = principalComponents(dataset, { count: 2 });
  const columns = Array.from({ length: 200 }, (_, i) => [...toFloats(dataset, i, i + 1)]);
  const whole = new PCA(columns, { method: "SVD" });
  const exact = whole.predict(columns).to2DArray();
  for (const k of [0, 1]) {
    assert.ok(Math.abs(explained[k] - whole.getExplainedVariance()[k]) < 1e-6);
    const sign = Math.sign(exact[0][k] * places[0][k]);
    places.forEach((place, i) => assert.ok(Math.abs(place[k] - sign * exact[i][k]) < 1e-4));
  }
  assert.ok(Math.abs(dot(directions[0].data, directions[1].data)) < 1e-5);
  assert.ok(explained[0] > explained[1] && explained[0] + explained[1] < 1);
});

Deno.test("principalComponents() place a picture by its difference from the mean", () => {
  const { places, directions } = principalComponents(dataset);
  const mean = new Float64Array(9);
  for (let i = 0; i < 200; i++) toFloats(dataset, i, i + 1).forEach((v, p) => mean[p] += v / 200);
  const difference = toFloats(dataset, 7, 8).map((value, pixel) => value - mean[pixel]);
  for (const k of [0, 1]) {
    assert.ok(Math.abs(places[7][k] - dot(difference, directions[k].data)) < 1e-5);
  }
});

Deno.test("principalComponents() refuse pictures that are all alike", () => {
  const alike = { ...dataset, images: new Uint8Array(200 * 9).fill(7) };
  assert.throws(() => principalComponents(alike), /all alike/);
});
