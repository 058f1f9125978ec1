import type { TopLevelSpec } from "vega-lite";
import { type AxesOptions, names, numbers, themed } from "./theme.ts";

interface Bar {
  readonly name: string;
  readonly value: number;
  /** Bars of one name stand side by side and are told apart by the colour of their group. */
  readonly group?: string;
}

interface BarChartOptions extends AxesOptions {
  readonly bars: readonly Bar[];
  /** Both ends of the value axis; from 0 to the largest value when left out. */
  readonly domain?: readonly [number, number];
  /** How the number on each bar is written (d3-format); no numbers when left out. */
  readonly format?: string;
}

/** Bars in the order given. */
export function barChart(options: BarChartOptions): TopLevelSpec {
  const { bars, x, y, domain, format } = options;
  const grouped = bars.some((bar) => bar.group !== undefined);
  const order = [...new Set(bars.map((bar) => bar.name))];
  const groups = [...new Set(bars.map((bar) => bar.group ?? ""))];
  const position = {
    x: names("name", { title: x, sort: order, axis: { labelAngle: 0 } }),
    ...(grouped && { xOffset: { field: "group", sort: groups } }),
    y: numbers("value", { title: y, scale: domain && { domain: [...domain] } }),
  };
  return themed(options, {
    width: Math.max(240, order.length * (grouped ? (format ? 32 : 22) * groups.length : 34)),
    height: 200,
    data: { values: [...bars] },
    layer: [
      {
        mark: { type: "bar", clip: true },
        encoding: {
          ...position,
          ...(grouped && { color: names("group", { title: null, sort: groups }) }),
        },
      },
      ...(format
        ? [{
          mark: { type: "text", dy: -6, fontSize: 9 } as const,
          encoding: { ...position, text: { field: "value", format } as const },
        }]
        : []),
    ],
  });
}
