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
  /** One run, or several to compare, by name. */
  readonly runs: Readonly<Record<string, readonly EpochScore[]>>;
}

/** Loss and accuracy over the epochs, side by side: training dashed, validation solid. */
export function learningCurves(options: LearningCurvesOptions): TopLevelSpec {
  const runs = Object.keys(options.runs);
  const rows = runs.flatMap((run) =>
    options.runs[run].flatMap(({ epoch, loss, accuracy, validationLoss, validationAccuracy }) => [
      { run, part: "training", epoch, loss, accuracy },
      { run, part: "validation", epoch, loss: validationLoss, accuracy: validationAccuracy },
    ])
  );
  const several = runs.length > 1;
  const parts = ["training", "validation"];
  const color = {
    title: null,
    legend: lineLegend,
    type: "nominal" as const,
    ...(several
      ? { field: "run", sort: runs, scale: { domain: runs } }
      : { field: "part", scale: { domain: parts, range: [palette[1], palette[0]] } }),
  };
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
      color,
      strokeDash: names("part", {
        title: null,
        legend: lineLegend,
        scale: { domain: parts, range: [[4, 3], [1, 0]] },
      }),
    },
  });
  return themed(options, {
    data: { values: rows },
    hconcat: [panel("loss", "cross-entropy, nats"), panel("accuracy", "accuracy")],
  });
}
