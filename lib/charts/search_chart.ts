import type { TopLevelSpec } from "vega-lite";
import { type AxesOptions, numbers, palette, themed } from "./theme.ts";

interface SearchPoint {
  readonly x: number;
  readonly y: number;
  /** What was reached, the more the better. */
  readonly value: number;
}

interface SearchChartOptions extends AxesOptions {
  /** The best first: it gets a ring. */
  readonly points: readonly SearchPoint[];
  /** What was reached, with its unit: the heading of the colours. */
  readonly value: string;
  /** Both ends of the colours; what lies below is a cross without a colour. */
  readonly domain: readonly [least: number, largest: number];
}

/**
 * Two settings of every trial as a place, the one along on a logarithmic axis; what it reached as a colour.
 *
 * Trials below the colours' domain are grey crosses: the palest colour would say that they came close.
 */
export function searchChart(options: SearchChartOptions): TopLevelSpec {
  const { points, x, y, value, domain } = options;
  const position = {
    x: numbers("x", {
      title: x,
      scale: { type: "log" as const, nice: false, padding: 14 },
      axis: { tickCount: 4, format: "~g", grid: false },
    }),
    y: numbers("y", { title: y, scale: { padding: 14 } }),
  };
  const [least] = domain;
  const tooltip = Object.entries({ x, y, value }).map(([field, title]) =>
    numbers(field, { title })
  );
  return themed(options, {
    width: 380,
    height: 240,
    layer: [
      {
        data: { values: points.filter((point) => point.value < least) },
        mark: {
          type: "point",
          shape: "cross",
          size: 90,
          filled: true,
          opacity: 1,
          color: palette[7],
        },
        encoding: { ...position, tooltip },
      },
      {
        data: { values: points.filter((point) => point.value >= least) },
        mark: { type: "circle", size: 190, opacity: 1, stroke: "#666666", strokeWidth: 0.5 },
        encoding: {
          ...position,
          color: numbers("value", {
            title: value,
            scale: { scheme: "cividis", domain: [...domain], clamp: true },
          }),
          tooltip,
        },
      },
      {
        data: { values: points.slice(0, 1) },
        mark: {
          type: "point",
          shape: "circle",
          filled: false,
          size: 420,
          strokeWidth: 2.5,
          opacity: 1,
          color: palette[1],
        },
        encoding: position,
      },
    ],
  });
}
