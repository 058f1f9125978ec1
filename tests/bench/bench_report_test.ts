import assert from "node:assert/strict";
import {
  benchCharts,
  benchJson,
  benchMarkdown,
  type BenchReport,
  comparisonTable,
} from "../../bench/bench_report.ts";
import { PARTS } from "../../bench/parts.ts";

const made = { made: "Made by hand.", seconds: 90 };

const report: BenchReport = {
  growth: {
    ...made,
    comparisons: [],
    growths: [{ what: "files in a folder", points: [[10, 20], [100, 30]] }],
  },
  hog: {
    ...made,
    comparisons: [{
      what: "1000 pictures",
      unit: "ms",
      ours: [100, 120.04, 110],
      baselines: { "scikit-image": [1000, 1000, 1000], OpenCV: [55, 55, 55] },
    }],
    notes: ["Both found the same."],
  },
};

Deno.test("a table has a row for each baseline: medians, and the ratio with its spread", () => {
  const rows = comparisonTable(report.hog.comparisons).split("\n").slice(2);
  assert.deepEqual(rows, [
    "| 1000 pictures | 110 ms | scikit-image | 1000 ms | 0.11 (0.1 to 0.12) |",
    "| 1000 pictures | 110 ms | OpenCV | 55 ms | 2 (1.82 to 2.18) |",
  ]);
});

Deno.test("what was measured alone has a row too", () => {
  const [alone] = report.hog.comparisons.map((one) => ({ ...one, baselines: {} }));
  assert.equal(comparisonTable([alone]).split("\n")[2], "| 1000 pictures | 110 ms |  |  |  |");
});

Deno.test("the report tells the parts that were measured, in their order, and shows its charts", () => {
  const text = benchMarkdown(report, PARTS);
  const titles = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  assert.deepEqual(titles, [PARTS.hog.title, PARTS.growth.title]);
  assert.ok(text.includes("Made by hand. It took 1.5 minutes."));
  assert.ok(text.includes("Both found the same."));
  assert.ok(text.includes("| ms | 20 | 30 | 0.18 |"));
  const shown = [...text.matchAll(/\]\(bench\/(.+?)\)/g)].map(([, file]) => file);
  assert.deepEqual(Object.keys(benchCharts(report)), shown);
});

Deno.test("no chart of ratios is drawn or shown where nothing was compared", () => {
  const { growth } = report;
  assert.deepEqual(Object.keys(benchCharts({ growth })), ["growth.png"]);
  assert.ok(!benchMarkdown({ growth }, PARTS).includes("ratios.png"));
});

Deno.test("the report's JSON is the report, its numbers to five digits", () => {
  const { growth } = report;
  assert.deepEqual(JSON.parse(benchJson({ growth })), { growth });
  assert.equal(
    JSON.parse(benchJson({ growth: { ...growth, seconds: 90.123456 } })).growth.seconds,
    90.123,
  );
});
