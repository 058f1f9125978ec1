import assert from "node:assert/strict";
import type { BenchReport } from "../../bench/bench_report.ts";
import { checkReport, MARGIN, STEEPEST } from "../../bench/check_report.ts";

/** A report in which ours costs `ours` where Keras costs `keras`, and four files `four` times one. */
function report({ ours = 10, keras = 10, what = "a step", four = 4 }): BenchReport {
  return {
    train: {
      made: "Made by hand.",
      seconds: 1,
      comparisons: [{
        what,
        unit: "ms",
        ours: [ours, ours, 100 * ours],
        baselines: { Keras: [keras, keras, keras] },
      }],
      growths: [{ what: "files in a folder", points: [[1, 1], [4, four]] }],
    },
  };
}

Deno.test("a ratio within the margin passes, one beyond it does not", () => {
  const stored = report({});
  assert.deepEqual(checkReport(report({ ours: 10 * (1 + MARGIN) }), stored), []);
  const [line, ...others] = checkReport(report({ ours: 10 * (1.01 + MARGIN) }), stored);
  assert.deepEqual(others, []);
  assert.match(line, /^train: a step: 1\.41 times Keras, 1\.00 in the stored report/);
});

Deno.test("a slower machine passes, and one on which both got faster but ours less does not", () => {
  assert.deepEqual(checkReport(report({ ours: 70, keras: 70 }), report({})), []);
  assert.equal(checkReport(report({ ours: 8, keras: 4 }), report({})).length, 1);
});

Deno.test("what only one of the reports has is not compared", () => {
  const stored = report({});
  assert.deepEqual(checkReport(report({ ours: 99, what: "a new step" }), stored), []);
  assert.deepEqual(checkReport(report({ ours: 99 }), {}), []);
  const { train } = report({ ours: 99 });
  const alone = train.comparisons.map((one) => ({ ...one, baselines: {} }));
  assert.deepEqual(checkReport({ train: { ...train, comparisons: alone } }, stored), []);
});

Deno.test("a part of which nothing is compared is named", () => {
  const { train } = report({});
  assert.deepEqual(checkReport({ train: { ...train, growths: [] } }, {}), [
    "train: the stored report has nothing to compare it with",
  ]);
});

Deno.test("a cost that grows faster than in proportion is reported, whatever is stored", () => {
  assert.deepEqual(checkReport(report({ four: 4 }), report({ four: 2 })), []);
  assert.deepEqual(checkReport(report({ four: 4 ** (STEEPEST + 0.1) }), {}), [
    "train: files in a folder: grows by the power 1.25, at most 1.15",
  ]);
});
