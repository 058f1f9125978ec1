import type { TopLevelSpec } from "vega-lite";
import { type ChartOptions, names, numbers, palette, themed } from "./theme.ts";

/** A share with its interval, all in [0, 1]. */
export interface Interval {
  readonly name: string;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Of how many it is: told where somebody points at it. */
  readonly count: number;
}

interface IntervalChartOptions extends ChartOptions {
  /** A row each, in this order. */
  readonly intervals: readonly Interval[];
  /** What the names are, such as `pen`. */
  readonly y: string;
  /** What the shares are, such as `read right, %`; they are drawn as percentages. */
  readonly x: string;
  /** The share of all together, in [0, 1]: a dashed line. */
  readonly together: number;
}

/** Shares as dots, each with its interval as a line, row by row, beside the share of all together. */
export function intervalChart(options: IntervalChartOptions): TopLevelSpec {
  const { intervals, y, x, together } = options;
  const percent = (share: number) => Math.round(1000 * share) / 10;
  const rows = intervals.map(({ name, share, low, high, count }) => ({
    name,
    share: percent(share),
    low: percent(low),
    high: percent(high),
    pictures: count,
  }));
  const row = names("name", { title: y, sort: rows.map(({ name }) => name) });
  // From a multiple of five to 100, with a tick at each of them.
  const least = 5 * Math.floor(Math.min(...rows.map(({ low }) => low), 95) / 5);
  const ticks = Array.from({ length: (100 - least) / 5 + 1 }, (_, i) => least + 5 * i);
  const along = (field: string) =>
    numbers(field, {
      title: x,
      scale: { domain: [least, 100], nice: false },
      axis: { values: ticks },
    });
  const tooltip = [
    names("name", { title: y }),
    numbers("share", { title: x }),
    numbers("low", { title: "from" }),
    numbers("high", { title: "to" }),
    numbers("pictures", {}),
  ];
  return themed(options, {
    width: 420,
    height: { step: 22 },
    layer: [
      {
        data: { values: [{ together: percent(together) }] },
        mark: { type: "rule", strokeDash: [4, 3], color: palette[7] },
        encoding: { x: along("together") },
      },
      {
        data: { values: rows },
        mark: { type: "rule", strokeWidth: 3, color: palette[5] },
        encoding: { y: row, x: along("low"), x2: { field: "high" }, tooltip },
      },
      {
        data: { values: rows },
        mark: { type: "circle", size: 60, opacity: 1, color: palette[0] },
        encoding: { y: row, x: along("share"), tooltip },
      },
    ],
  });
}
