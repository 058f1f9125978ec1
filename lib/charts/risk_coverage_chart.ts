import type { TopLevelSpec } from "vega-lite";
import { lineChart, type Series } from "./line_chart.ts";
import type { ChartOptions } from "./theme.ts";

interface RiskCoverageChartOptions extends ChartOptions {
  /** For every classifier, by name: confidence of each answer, and whether it was right. */
  readonly answers: Readonly<
    Record<string, { readonly confidences: ArrayLike<number>; readonly right: ArrayLike<boolean> }>
  >;
}

/**
 * The error that is left when only the surest answers are given, over the share that is given
 * (El-Yaniv and Wiener, 2010).
 */
export function riskCoverageChart(options: RiskCoverageChartOptions): TopLevelSpec {
  const series = Object.entries(options.answers).map(([name, { confidences, right }]): Series => {
    const order = Array.from(confidences, (_, i) => i)
      .sort((a, b) => confidences[b] - confidences[a]);
    const every = Math.max(1, Math.floor(order.length / 200));
    const points: [number, number][] = [];
    let wrong = 0;
    order.forEach((answer, i) => {
      if (!right[answer]) wrong++;
      if ((i + 1) % every === 0 || i + 1 === order.length) {
        points.push([100 * (i + 1) / order.length, 100 * wrong / (i + 1)]);
      }
    });
    return { name, points };
  });
  return lineChart({
    ...options,
    series,
    x: "answers given, % (the surest first)",
    y: "wrong among them, %",
    xDomain: [0, 100],
  });
}
