import type { TopLevelSpec } from "vega-lite";
import { type ChartOptions, lineLegend, themed, titleOf } from "./theme.ts";

/** One line: its name in the legend and its points, from left to right. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Whether it is dashed, as for a reference or the second of a pair. */
  readonly dashed?: boolean;
}

/** What {@linkcode lineChart} draws. */
export interface LineChartOptions extends ChartOptions {
  readonly series: readonly Series[];
  /** What runs along, with its unit. */
  readonly x: string;
  /** What is measured, with its unit. */
  readonly y: string;
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
  readonly logX?: boolean;
  readonly width?: number;
}

/** Lines over a common axis; the colours follow the order of the series. */
export function lineChart(options: LineChartOptions): TopLevelSpec {
  const { series, x, y, xDomain, yDomain, logX = false, width = 340 } = options;
  const names = series.map(({ name }) => name);
  const dashes = series.map(({ dashed }) => dashed ? [4, 3] : [1, 0]);
  return themed({
    title: titleOf(options),
    width,
    height: 200,
    data: {
      values: series.flatMap(({ name, points }) => points.map(([x, y]) => ({ name, x, y }))),
    },
    mark: { type: "line", clip: true, point: series.every((one) => one.points.length <= 40) },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: x,
        scale: {
          ...(xDomain && { domain: [...xDomain] }),
          // A logarithmic axis has no zero to leave out.
          ...(logX ? { type: "log" } : xDomain ? {} : { zero: false }),
        },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: y,
        scale: yDomain ? { domain: [...yDomain] } : { zero: false },
      },
      color: {
        field: "name",
        type: "nominal",
        title: null,
        legend: lineLegend,
        sort: names,
        scale: { domain: names },
      },
      strokeDash: {
        field: "name",
        type: "nominal",
        title: null,
        legend: lineLegend,
        sort: names,
        scale: { domain: names, range: dashes },
      },
    },
  });
}
