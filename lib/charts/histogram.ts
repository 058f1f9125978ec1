import type { TopLevelSpec } from "vega-lite";
import { type ChartOptions, names, numbers, palette, themed } from "./theme.ts";

interface HistogramOptions extends ChartOptions {
  /** The numbers, by the name of their group; one group has no legend. */
  readonly values: Readonly<Record<string, ArrayLike<number>>>;
  /** What the numbers are, with their unit. */
  readonly x: string;
}

/** Bins of one width between the smallest and the largest number. */
const BINS = 30;

/**
 * How often numbers occur, as shares of their group, so that groups of different sizes compare.
 *
 * The counting is done here: a chart of 60,000 numbers is 30 bars, not 60,000 rows.
 */
export function histogram(options: HistogramOptions): TopLevelSpec {
  const { values, x } = options;
  const groups = Object.keys(values);
  const all = groups.flatMap((group) => Array.from(values[group]));
  const low = all.reduce((a, b) => Math.min(a, b), Infinity);
  const high = all.reduce((a, b) => Math.max(a, b), -Infinity);
  const width = (high - low) / BINS || 1;
  const rows = groups.flatMap((group) => {
    const own = Array.from(values[group]);
    const counts = new Array<number>(BINS).fill(0);
    for (const value of own) counts[Math.min(BINS - 1, Math.floor((value - low) / width))]++;
    return counts.map((count, bin) => ({
      group,
      from: round(low + bin * width),
      to: round(low + (bin + 1) * width),
      share: round(count / own.length),
    }));
  });
  const several = groups.length > 1;
  return themed(options, {
    width: 340,
    height: 180,
    data: { values: rows },
    mark: {
      type: "rect",
      opacity: several ? 0.55 : 1,
      color: palette[0],
      stroke: "#ffffff",
      strokeWidth: 0.5,
    },
    encoding: {
      x: numbers("from", { title: x, scale: { zero: false, nice: false }, axis: { tickCount: 6 } }),
      x2: { field: "to" },
      y: numbers("share", { title: "share", stack: null, axis: { format: "%" } }),
      y2: { datum: 0 },
      ...(several && { color: names("group", { title: null, sort: groups }) }),
    },
  });
}

/** Six digits are more than a pixel shows, and keep a stored chart small. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}
