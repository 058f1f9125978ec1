import type { TopLevelSpec } from "vega-lite";
import { type ChartOptions, names, numbers, palette, themed, titleOf } from "./theme.ts";

/** What {@linkcode dotPlot} draws. */
export interface DotPlotOptions extends ChartOptions {
  /** The numbers, by the name of what gave them; a row each, in this order. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  /** What the numbers are, with their unit. */
  readonly x: string;
  /** How the mean beside each row is written (d3-format). */
  readonly format: string;
  /** Whether the numbers run along a logarithmic axis, as ratios do; all are above 0 then. */
  readonly logX?: boolean;
  /** Pixels that a row's name may take; vega-lite's own 180 when left out. */
  readonly nameLimit?: number;
}

/** Every number as a dot, row by row, with a line from the least to the largest and a tick at the mean. */
export function dotPlot(options: DotPlotOptions): TopLevelSpec {
  const { values, x, format, logX = false, nameLimit } = options;
  const groups = Object.keys(values);
  const dots = groups.flatMap((name) => values[name].map((value) => ({ name, value })));
  const rows = groups.map((name) => {
    const own = values[name];
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    return { name, mean, least: Math.min(...own), largest: Math.max(...own) };
  });
  const y = names("name", {
    title: null,
    sort: groups,
    scale: { padding: 0.8 }, // room for the numbers above the first row
    ...(nameLimit === undefined ? {} : { axis: { labelLimit: nameLimit } }),
  });
  const scale = { ...(logX ? { type: "log" as const } : { zero: false }), padding: 10 };
  const along = (field: string) => numbers(field, { title: x, scale });
  return themed({
    title: titleOf(options),
    width: 420,
    height: { step: 38 },
    layer: [
      {
        data: { values: rows },
        mark: { type: "rule", color: palette[5], strokeWidth: 3 },
        encoding: { y, x: along("least"), x2: { field: "largest" } },
      },
      {
        data: { values: rows },
        mark: { type: "tick", size: 20, thickness: 2, color: palette[6] },
        encoding: { y, x: along("mean") },
      },
      {
        data: { values: dots },
        mark: { type: "circle", size: 48, color: palette[0], opacity: 0.7 },
        encoding: { y, x: along("value") },
      },
      {
        data: { values: rows },
        mark: { type: "text", fontSize: 9, dy: -15 },
        encoding: { y, x: along("mean"), text: { field: "mean", format } },
      },
    ],
  });
}
