import type { TopLevelSpec } from "vega-lite";
import { type ChartOptions, lineLegend, names, numbers, palette, themed } from "./theme.ts";

/** Loss and accuracy after one epoch. */
export interface EpochScore {
  /** From 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
}

interface LearningCurvesOptions extends ChartOptions {
  readonly scores: readonly EpochScore[];
}

/** Loss and accuracy over the epochs, side by side: training dashed, validation solid. */
export function learningCurves(options: LearningCurvesOptions): TopLevelSpec {
  const rows = options.scores.flatMap(
    ({ epoch, loss, accuracy, validationLoss, validationAccuracy }) => [
      { part: "training", epoch, loss, accuracy },
      { part: "validation", epoch, loss: validationLoss, accuracy: validationAccuracy },
    ],
  );
  const parts = ["training", "validation"];
  const legend = { title: null, legend: lineLegend };
  const panel = (field: "loss" | "accuracy", title: string) => ({
    width: 250,
    height: 190,
    mark: { type: "line" as const, point: { size: 18 } },
    encoding: {
      x: numbers("epoch", {
        axis: { tickMinStep: 1 },
        scale: { zero: false, padding: 6, nice: false },
      }),
      y: numbers(field, {
        title,
        scale: { zero: field === "loss", padding: 6 },
        axis: field === "accuracy" ? { format: ".0%" } : {},
      }),
      color: names("part", {
        ...legend,
        scale: { domain: parts, range: [palette[1], palette[0]] },
      }),
      strokeDash: names("part", {
        ...legend,
        scale: { domain: parts, range: [[4, 3], [1, 0]] },
      }),
    },
  });
  return themed(options, {
    data: { values: rows },
    hconcat: [panel("loss", "cross-entropy, nats"), panel("accuracy", "accuracy")],
  });
}
