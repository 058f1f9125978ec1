import type { TopLevelSpec } from "vega-lite";
import { type AxesOptions, lineLegend, names, numbers, themed } from "./theme.ts";

/** One line: its name in the legend and its points, from left to right. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Whether it is dashed, as for a reference or the second of a pair. */
  readonly dashed?: boolean;
}

interface LineChartOptions extends AxesOptions {
  readonly series: readonly Series[];
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
  readonly logX?: boolean;
}

/** Pixels between the frame and the outermost points, which it would cut in half. */
const PADDING = 6;

/** Places of a logarithmic axis that get a tick, where the points have too many. */
const MAX_TICKS = 7;

/** Lines over a common axis; the colours follow the order of the series. */
export function lineChart(options: LineChartOptions): TopLevelSpec {
  const { series, x, y, xDomain, yDomain, logX = false } = options;
  const domain = series.map(({ name }) => name);
  const line = { title: null, legend: lineLegend, sort: domain };
  const dashes = series.map(({ dashed }) => dashed ? [4, 3] : [1, 0]);
  return themed(options, {
    width: 340,
    height: 200,
    data: {
      values: series.flatMap(({ name, points }) => points.map(([x, y]) => ({ name, x, y }))),
    },
    mark: { type: "line", clip: true, point: series.every((one) => one.points.length <= 40) },
    encoding: {
      x: numbers("x", {
        title: x,
        scale: {
          ...(xDomain && { domain: [...xDomain] }),
          padding: PADDING,
          nice: false,
          // A logarithmic axis has no zero to leave out.
          ...(logX ? { type: "log" as const } : xDomain ? {} : { zero: false }),
        },
        ...(logX && { axis: { values: logTicks(series), format: "," } }),
      }),
      y: numbers("y", {
        title: y,
        scale: { padding: PADDING, ...(yDomain ? { domain: [...yDomain] } : { zero: false }) },
      }),
      color: names("name", { ...line, scale: { domain } }),
      strokeDash: names("name", { ...line, scale: { domain, range: dashes } }),
    },
  });
}

/** Where the points are, if they are at few places; else 1, 2 and 5 times the powers of ten between them. */
function logTicks(series: readonly Series[]): number[] {
  const places = [...new Set(series.flatMap(({ points }) => points.map(([x]) => x)))];
  if (places.length <= MAX_TICKS) return places;
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.log10(high) - first + 1 }, (_, i) => 10 ** (first + i));
  return powers.flatMap((power) => [1, 2, 5].map((digit) => digit * power))
    .filter((tick) => low <= tick && tick <= high);
}
