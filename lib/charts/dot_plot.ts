import type { TopLevelSpec } from "vega-lite";
import { quantile } from "../base/quantile.ts";
import { type ChartOptions, names, numbers, palette, themed } from "./theme.ts";

interface DotPlotOptions extends ChartOptions {
  /** The numbers, by the name of what gave them; a row each, in this order. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  /** What the numbers are, with their unit. */
  readonly x: string;
  /** Where each row's tick stands; at the mean when left out. The median of an even number is the upper middle. */
  readonly tick?: "mean" | "median";
  /** How that is written above it (d3-format). */
  readonly format: string;
  /** Whether they are ratios: along a logarithmic axis, with a line at 1. All are above 0 then. */
  readonly logX?: boolean;
  /** Pixels that a row's name may take; vega-lite's own 180 when left out. */
  readonly nameLimit?: number;
}

const middles = {
  mean: (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length,
  median: (values: readonly number[]) => quantile(values, 0.5),
};

/** Every number as a dot, row by row, with a line from the least to the largest and a tick in the middle. */
export function dotPlot(options: DotPlotOptions): TopLevelSpec {
  const { values, x, tick = "mean", format, logX = false, nameLimit } = options;
  const groups = Object.keys(values);
  const dots = groups.flatMap((name) => values[name].map((value) => ({ name, value })));
  const rows = groups.map((name) => {
    const own = values[name];
    return { name, [tick]: middles[tick](own), least: Math.min(...own), largest: Math.max(...own) };
  });
  const y = names("name", {
    title: null,
    sort: groups,
    scale: { padding: 0.8 }, // room for the numbers above the first row
    ...(nameLimit === undefined ? {} : { axis: { labelLimit: nameLimit } }),
  });
  const scale = { ...(logX ? { type: "log" as const } : { zero: false }), padding: 10 };
  const along = (field: string) => numbers(field, { title: x, scale });
  const even = {
    data: { values: [{}] },
    mark: { type: "rule" as const, color: palette[6], strokeDash: [4, 3] },
    encoding: { x: { datum: 1, type: "quantitative" as const, scale } },
  };
  return themed(options, {
    width: 420,
    height: { step: 38 },
    layer: [
      ...(logX ? [even] : []),
      {
        data: { values: rows },
        mark: { type: "rule", color: palette[5], strokeWidth: 3 },
        encoding: { y, x: along("least"), x2: { field: "largest" } },
      },
      {
        data: { values: rows },
        mark: { type: "tick", size: 20, thickness: 2, color: palette[6] },
        encoding: { y, x: along(tick) },
      },
      {
        data: { values: dots },
        mark: { type: "circle", size: 48, color: palette[0], opacity: 0.7 },
        encoding: { y, x: along("value") },
      },
      {
        data: { values: rows },
        mark: { type: "text", fontSize: 9, dy: -15 },
        encoding: { y, x: along(tick), text: { field: tick, format } },
      },
    ],
  });
}
