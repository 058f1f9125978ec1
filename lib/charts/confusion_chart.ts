import type { TopLevelSpec } from "vega-lite";
import { type ChartOptions, names, numbers, themed } from "./theme.ts";

interface ConfusionChartOptions extends ChartOptions {
  /** `counts[truth][answer]`: pictures of class `truth` that were answered `answer`. */
  readonly counts: readonly (readonly number[])[];
  readonly classes: readonly string[];
}

/**
 * The confusion matrix: a row a true class, a column an answer, the count in the cell.
 *
 * The colour is the share of the row on a square-root scale; on a plain one, a good classifier's few
 * mistakes would all look white.
 */
export function confusionChart(options: ConfusionChartOptions): TopLevelSpec {
  const { counts, classes } = options;
  const rows = counts.flatMap((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => ({
      truth: classes[i],
      answer: classes[j],
      count,
      share: total > 0 ? count / total : 0,
    }));
  });
  const sort = [...classes];
  const axis = { domain: false, ticks: false };
  const encoding = {
    x: names("answer", { sort, axis: { ...axis, labelAngle: 0, orient: "top" as const } }),
    y: names("truth", { sort, axis }),
  };
  return themed(options, {
    width: { step: 32 },
    height: { step: 28 },
    data: { values: rows },
    layer: [
      {
        mark: { type: "rect", stroke: "#eeeeee" },
        encoding: {
          ...encoding,
          color: numbers("share", {
            title: "share of row",
            scale: {
              type: "sqrt",
              range: ["#ffffff", "#08519c"],
              interpolate: "rgb",
              domain: [0, 1],
            },
            legend: { format: ".0%", gradientLength: 160 },
          }),
        },
      },
      {
        transform: [{ filter: "datum.count > 0" }],
        mark: { type: "text", fontSize: 10 },
        encoding: {
          ...encoding,
          text: { field: "count", type: "quantitative" },
          color: { condition: { test: "datum.share > 0.3", value: "#ffffff" }, value: "#222222" },
        },
      },
    ],
  });
}
