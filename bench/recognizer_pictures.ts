import { join } from "@std/path";
import { reliabilityDiagram } from "../lib/charts/reliability_diagram.ts";
import { toPng } from "../lib/charts/render.ts";
import { riskCoverageChart } from "../lib/charts/risk_coverage_chart.ts";
import { contactSheet } from "../lib/dataset/contact_sheet.ts";
import { binConfidences } from "../lib/evaluation/metrics.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import type { Answers } from "./read.ts";
import type { LabelledPictures } from "./unseen_digits.ts";

/** Mistakes on the contact sheet. */
const WORST = 30;

/** Writes the report's pictures into a folder: `reliability`, `risk-coverage` and `worst`, PNG. */
export async function drawPictures(
  folder: string,
  results: readonly {
    readonly set: LabelledPictures;
    readonly answers: Answers;
    readonly right: readonly boolean[];
  }[],
): Promise<void> {
  const judged = results.map(({ set, answers: { inputs, confidences }, right }) => ({
    set,
    inputs,
    confidences,
    right,
  }));
  const [first] = judged;
  const reliability = reliabilityDiagram({
    title: `Reliability on ${first.set.name}`,
    bins: binConfidences(first.confidences, first.right),
  });
  const riskCoverage = riskCoverageChart({
    title: "Error left when only the surest answers are given",
    answers: Object.fromEntries(judged.map(({ set, ...answers }) => [set.name, answers])),
  });
  const mistakes = judged.flatMap(({ inputs, confidences, right }) =>
    inputs.map((input, i) => ({ input, confidence: confidences[i], right: right[i] }))
  ).filter(({ right }) => !right).sort((a, b) => b.confidence - a.confidence).slice(0, WORST);
  const worst = contactSheet(mistakes.map(({ input }) => input), { columns: 10, scale: 2 });

  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(join(folder, "reliability.png"), await toPng(reliability));
  await Deno.writeFile(join(folder, "risk-coverage.png"), await toPng(riskCoverage));
  await Deno.writeFile(join(folder, "worst.png"), await encodePng(worst));
}
