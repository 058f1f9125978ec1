import type { TopLevelSpec } from "vega-lite";
import type { ReliabilityBin } from "../evaluation/metrics.ts";
import { type ChartOptions, palette, themed, titleOf } from "./theme.ts";

/** What {@linkcode reliabilityDiagram} draws. */
export interface ReliabilityDiagramOptions extends ChartOptions {
  readonly bins: readonly ReliabilityBin[];
}

/**
 * Accuracy against confidence: on the dashed diagonal, "90 % sure" is right nine times out of ten.
 *
 * The number over each bar is how many answers it stands for.
 */
export function reliabilityDiagram(options: ReliabilityDiagramOptions): TopLevelSpec {
  const unit = (title: string) => ({
    title,
    type: "quantitative" as const,
    scale: { domain: [0, 1] },
    axis: { format: ".0%" },
  });
  return themed({
    title: titleOf(options),
    width: 330,
    height: 330,
    data: { values: options.bins.filter(({ count }) => count > 0).map((bin) => ({ ...bin })) },
    layer: [
      {
        mark: { type: "bar", opacity: 0.8, binSpacing: 1 },
        encoding: {
          x: { field: "from", bin: { binned: true }, ...unit("confidence") },
          x2: { field: "to" },
          y: { field: "accuracy", ...unit("accuracy") },
        },
      },
      {
        mark: { type: "point", filled: true, size: 40, color: palette[1] },
        encoding: {
          x: { field: "confidence", ...unit("confidence") },
          y: { field: "accuracy", ...unit("accuracy") },
        },
      },
      {
        transform: [{ calculate: "(datum.from + datum.to) / 2", as: "middle" }],
        mark: { type: "text", fontSize: 8, baseline: "bottom", dy: -26, y: 0, clip: false },
        encoding: {
          x: { field: "middle", ...unit("confidence") },
          y: { value: 22 },
          text: { field: "count", type: "quantitative" },
        },
      },
      {
        data: { values: [{ at: 0 }, { at: 1 }] },
        mark: { type: "line", strokeDash: [4, 3], color: "#666666", strokeWidth: 1 },
        encoding: {
          x: { field: "at", ...unit("confidence") },
          y: { field: "at", ...unit("accuracy") },
        },
      },
    ],
  });
}
