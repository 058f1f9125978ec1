import type { TopLevelSpec } from "vega-lite";
import { type AxesOptions, names, numbers, themed } from "./theme.ts";

interface Point {
  readonly x: number;
  readonly y: number;
  readonly group: string;
}

interface ScatterPlotOptions extends AxesOptions {
  readonly points: readonly Point[];
  /** What the groups are, such as `digit`: the heading of the legend. */
  readonly group: string;
}

/**
 * Every point as the name of its group, a short one, in the group's colour; and once more, large, at the group's mean.
 *
 * Ten hues are more than colour-blind eyes tell apart; the names carry what the colours cannot.
 */
export function scatterPlot(options: ScatterPlotOptions): TopLevelSpec {
  const { points, x, y, group } = options;
  const groups = [...new Set(points.map((point) => point.group))].sort();
  const means = groups.map((name) => {
    const members = points.filter((point) => point.group === name);
    const mean = (key: "x" | "y") =>
      members.reduce((sum, point) => sum + point[key], 0) / members.length;
    return { x: mean("x"), y: mean("y"), group: name };
  });
  const position = { x: numbers("x", { title: x }), y: numbers("y", { title: y }) };
  return themed(options, {
    width: 420,
    height: 360,
    layer: [
      {
        data: { values: [...points] },
        mark: { type: "text", fontSize: 8, opacity: 0.75 },
        encoding: {
          ...position,
          text: { field: "group" },
          color: names("group", { title: group, sort: groups, scale: { scheme: "tableau10" } }),
        },
      },
      {
        data: { values: means },
        mark: {
          type: "text",
          fontSize: 20,
          fontWeight: "bold",
          stroke: "#ffffff",
          strokeWidth: 4,
          strokeJoin: "round",
        },
        encoding: { ...position, text: { field: "group" } },
      },
      {
        data: { values: means },
        mark: { type: "text", fontSize: 20, fontWeight: "bold", color: "#111111" },
        encoding: { ...position, text: { field: "group" } },
      },
    ],
  });
}
