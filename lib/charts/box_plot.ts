import type { TopLevelSpec } from "vega-lite";
import { type AxesOptions, names, numbers, palette, themed } from "./theme.ts";

interface BoxPlotOptions extends AxesOptions {
  /** The numbers, by the name of their group. */
  readonly values: Readonly<Record<string, ArrayLike<number>>>;
}

/**
 * A box from the first to the third quartile, a line at the median, whiskers from the 1st to the 99th
 * percentile.
 */
export function boxPlot(options: BoxPlotOptions): TopLevelSpec {
  const { values, x, y } = options;
  const groups = Object.keys(values);
  const rows = groups.map((name) => {
    const sorted = Float64Array.from(values[name]).sort();
    const [p1, q1, median, q3, p99] = [0.01, 0.25, 0.5, 0.75, 0.99].map((p) => quantile(sorted, p));
    return { name, p1, q1, median, q3, p99 };
  });
  const across = names("name", { title: x, sort: groups, axis: { labelAngle: 0 } });
  const up = (field: string) => numbers(field, { title: y });
  return themed(options, {
    width: Math.max(240, groups.length * 36),
    height: 200,
    data: { values: rows },
    layer: [
      { mark: "rule", encoding: { x: across, y: up("p1"), y2: { field: "p99" } } },
      {
        mark: { type: "bar", size: 18, color: palette[5] },
        encoding: { x: across, y: up("q1"), y2: { field: "q3" } },
      },
      {
        mark: { type: "tick", size: 18, thickness: 2, color: palette[6] },
        encoding: { x: across, y: up("median") },
      },
    ],
  });
}

/** The value below which the share `p` of the sorted numbers lies, interpolated between neighbours. */
function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return Number((low + (at - Math.floor(at)) * (high - low)).toPrecision(6));
}
