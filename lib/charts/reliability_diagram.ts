import type { TopLevelSpec } from "vega-lite";
import type { ReliabilityBin } from "../evaluation/metrics.ts";
import { type ChartOptions, numbers, palette, themed } from "./theme.ts";

interface ReliabilityDiagramOptions extends ChartOptions {
  readonly bins: readonly ReliabilityBin[];
}

const share = (field: string, title: string) =>
  numbers(field, { title, scale: { domain: [0, 1] }, axis: { format: ".0%", tickCount: 5 } });

/** The accuracy of each bin as a bar. */
export const bars = {
  mark: { type: "bar", opacity: 0.8, binSpacing: 1 },
  encoding: {
    x: { ...share("from", "confidence"), bin: { binned: true } },
    x2: { field: "to" },
    y: share("accuracy", "accuracy"),
  },
} as const;

/** The mean confidence of each bin as a dot. */
export const means = {
  mark: { type: "point", filled: true, size: 40, color: palette[1] },
  encoding: { x: share("confidence", "confidence"), y: share("accuracy", "accuracy") },
} as const;

/** Where confidence is accuracy. */
export const diagonal = {
  data: { values: [{ at: 0 }, { at: 1 }] },
  mark: { type: "line" as const, strokeDash: [4, 3], color: "#666666", strokeWidth: 1 },
  encoding: { x: share("at", "confidence"), y: share("at", "accuracy") },
};

/**
 * Accuracy against confidence: on the dashed diagonal, "90 % sure" is right nine times out of ten.
 *
 * The number over each bar is how many answers it stands for.
 */
export function reliabilityDiagram(options: ReliabilityDiagramOptions): TopLevelSpec {
  return themed(options, {
    width: 330,
    height: 330,
    data: { values: options.bins.filter(({ count }) => count > 0) },
    layer: [
      bars,
      means,
      {
        transform: [{ calculate: "(datum.from + datum.to) / 2", as: "middle" }],
        mark: { type: "text", fontSize: 8, baseline: "bottom", dy: -26, y: 0, clip: false },
        encoding: {
          x: share("middle", "confidence"),
          y: { value: 22 },
          text: { field: "count", type: "quantitative" },
        },
      },
      diagonal,
    ],
  });
}
