import assert from "node:assert/strict";
import { geometricMean } from "../../lib/base/geometric_mean.ts";
import { wilsonInterval } from "../../lib/base/wilson_interval.ts";
import { editDistance } from "../../lib/evaluation/edit_distance.ts";
import { argmax, expectedCalibrationError, measure } from "../../lib/evaluation/metrics.ts";

/** Six pictures of three classes: class a right twice and wrong once, b right twice, c wrong. */
const probabilities = new Float32Array([
  ...[0.8, 0.1, 0.1],
  ...[0.6, 0.3, 0.1],
  ...[0.2, 0.7, 0.1],
  ...[0.1, 0.8, 0.1],
  ...[0.0, 1.0, 0.0],
  ...[0.5, 0.3, 0.2],
]);
const labels = [0, 0, 0, 1, 1, 2];

Deno.test("measure() counts what a hand count gives", () => {
  const metrics = measure(probabilities, labels, ["a", "b", "c"]);
  assert.equal(metrics.accuracy, 4 / 6);
  assert.deepEqual(metrics.confusion, [[2, 1, 0], [0, 2, 0], [1, 0, 0]]);
  assert.deepEqual(metrics.perClass.a, {
    support: 3,
    precision: 2 / 3,
    recall: 2 / 3,
    f1: 2 / 3,
  });
  assert.deepEqual(metrics.perClass.c, { support: 1, precision: 0, recall: 0, f1: 0 });
  assert.ok(Math.abs(metrics.recall - (2 / 3 + 1 + 0) / 3) < 1e-12);
});

Deno.test("measure() leaves classes that do not occur out of the macro means", () => {
  const { recall } = measure(new Float32Array([0.9, 0.1, 0, 0.9, 0.1, 0]), [0, 0], ["a", "b", "c"]);
  assert.equal(recall, 1);
});

Deno.test("measure() refuses sizes that do not fit", () => {
  assert.throws(() => measure(new Float32Array(5), [0, 1], ["a", "b", "c"]), RangeError);
  assert.throws(() => measure(new Float32Array(0), [], ["a"]), RangeError);
});

Deno.test("wilsonInterval() is right at the ends, where two standard errors are not, and between", () => {
  assert.ok(Math.abs(wilsonInterval(10, 10)[1] - 1) < 1e-12);
  assert.ok(Math.abs(wilsonInterval(10, 10)[0] - 0.7225) < 1e-4);
  assert.equal(wilsonInterval(0, 10)[0], 0);
  assert.deepEqual(wilsonInterval(0, 0), [0, 1]);
  assert.deepEqual(wilsonInterval(9, 10).map((p) => p.toFixed(3)), ["0.596", "0.982"]);
});

Deno.test("expectedCalibrationError() is 0 for honest confidence and the gap for the rest", () => {
  const rows = (confidence: number) =>
    Float32Array.from({ length: 20 }, (_, i) => i % 2 ? 1 - confidence : confidence);
  const nineOfTen = Array.from({ length: 10 }, (_, i) => i === 0 ? 1 : 0);
  assert.ok(expectedCalibrationError(rows(0.9), nineOfTen, 2) < 1e-6);
  assert.ok(Math.abs(expectedCalibrationError(rows(0.6), nineOfTen, 2) - 0.3) < 1e-6);
});

Deno.test("argmax() takes the first of equals, and no NaN", () => {
  assert.deepEqual([...argmax(new Float32Array([0.5, 0.5, 0.1, 0.9]), 2)], [0, 1]);
  assert.throws(() => argmax(new Float32Array([0, 1, NaN, 1]), 2), /^RangeError: row 1 holds NaN/);
});

Deno.test("geometricMean() goes by the reading that is sure", () => {
  const [seven] = geometricMean(Float32Array.of(0.9, 0.1), Float32Array.of(0.5, 0.5));
  assert.ok(Math.abs(seven - 0.75) < 1e-3);
});

Deno.test("editDistance() counts insertions, deletions and replacements", () => {
  assert.equal(editDistance("07041", "7047"), 2);
  assert.equal(editDistance("", "12"), 2);
});
