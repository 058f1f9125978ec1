import assert from "node:assert/strict";
import type { Dataset } from "../../../lib/dataset/dataset.ts";
import {
  distancesToClassMean,
  mostTypical,
  outliers,
} from "../../../lib/study/data/class_distance.ts";
import { classStatistics } from "../../../lib/study/data/class_statistics.ts";

/** Pictures of two pixels. */
function pairs(labels: number[], pixels: number[][], classes = ["a", "b"]): Dataset {
  const images = Uint8Array.from(pixels.flat());
  const size = labels.length;
  return { images, labels: Uint8Array.from(labels), classes, size, width: 2, height: 1 };
}

const close = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

Deno.test("classStatistics() give mean, median and deviation, whole and pixel by pixel", () => {
  const data = pairs([0, 1, 0, 0, 0], [[0, 255], [7, 7], [51, 255], [102, 0], [255, 0]]);
  const [a] = classStatistics(data);
  assert.deepEqual([a.name, a.size], ["a", 4]);
  close(a.meanImage.data[0], (0 + 51 + 102 + 255) / 4 / 255);
  close(a.medianImage.data[0], (51 + 102) / 2 / 255);
  close(a.medianImage.data[1], 0.5);
  close(a.deviationImage.data[1], 0.5);
  const all = [0, 255, 51, 255, 102, 0, 255, 0].map((byte) => byte / 255);
  const mean = all.reduce((x, y) => x + y) / 8;
  close(a.mean, mean);
  close(a.median, (51 + 102) / 2 / 255);
  close(a.deviation, Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 8));
});

Deno.test("classStatistics() take the middle of an odd number, and zeros of no pictures", () => {
  const data = pairs([0, 0, 0], [[200, 0], [10, 0], [30, 9]]);
  const [a, b] = classStatistics(data);
  close(a.medianImage.data[0], 30 / 255);
  close(a.medianImage.data[1], 0);
  assert.deepEqual([b.name, b.size, b.mean, b.median, b.deviation], ["b", 0, 0, 0, 0]);
  assert.deepEqual([...b.meanImage.data, ...b.deviationImage.data], [0, 0, 0, 0]);
});

Deno.test("distancesToClassMean() are root mean squares to the own class's mean", () => {
  const data = pairs([0, 0, 1], [[0, 0], [255, 102], [40, 90]]);
  const [first, second, alone] = distancesToClassMean(data);
  const expected = Math.sqrt((0.5 ** 2 + 0.2 ** 2) / 2);
  close(first, expected);
  close(second, expected);
  close(alone, 0);
});

Deno.test("outliers() find what is far for its class, the furthest first", () => {
  const labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
  // Class b is ten times as wide as class a: 3 is far for an a, and usual for a b.
  const distances = [1.0, 1.1, 0.9, 1.05, 0.95, 3, 10, 11, 9, 10.5, 9.5, 60];
  const data = pairs(labels, labels.map(() => [0, 0]));
  const found = outliers(data, distances);
  assert.deepEqual(found.map(({ index }) => index), [11, 5]);
  // Class a: median 1.025, deviations 0.025 0.025 0.075 0.075 0.125 1.975, their median 0.075.
  close(found[1].score, 0.6745 * (3 - 1.025) / 0.075);
  assert.deepEqual(outliers(data, distances, found[0].score + 1), []);
  assert.equal(outliers(data, distances, -Infinity).length, 12);
});

Deno.test("outliers() of a class that is all alike are those that are not", () => {
  const data = pairs([0, 0, 0, 0], [[1, 1], [1, 1], [1, 1], [1, 1]]);
  assert.deepEqual(outliers(data, [1, 1, 1, 2]), [{ index: 3, score: Infinity }]);
  assert.deepEqual(outliers(data, [1, 1, 1, 1]), []);
});

Deno.test("mostTypical() is the nearest of every class, -1 of an empty one", () => {
  const data = pairs([1, 0, 1, 0], [[0, 0], [0, 0], [0, 0], [0, 0]], ["a", "b", "none"]);
  assert.deepEqual(mostTypical(data, [0.3, 0.2, 0.1, 0.4]), [1, 2, -1]);
});
