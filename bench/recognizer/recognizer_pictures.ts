import { join } from "@std/path";
import { replaceFile } from "../../lib/base/replace.ts";
import { imageGrid } from "../../lib/charts/image_grid.ts";
import { reliabilityDiagram } from "../../lib/charts/reliability_diagram.ts";
import { toPng } from "../../lib/charts/render.ts";
import { riskCoverageChart } from "../../lib/charts/risk_coverage_chart.ts";
import { binConfidences } from "../../lib/evaluation/metrics.ts";
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
  const [{ set, answers: { confidences }, right }] = results;
  const unsure = confidences.filter((confidence) => confidence < 0.5).length;
  const reliability = reliabilityDiagram({
    title: `Reliability on ${set.name}`,
    subtitle:
      `only ${unsure} of ${confidences.length} answers lie below 50 %: those bars mean little`,
    bins: binConfidences(confidences, right),
  });
  const riskCoverage = riskCoverageChart({
    title: "Error left when only the surest answers are given",
    answers: Object.fromEntries(
      results.map(({ set, answers, right }) => [set.name, { ...answers, right }]),
    ),
  });
  const mistakes = results.flatMap(({ set, answers, right }) => {
    const { inputs, guesses, confidences } = answers;
    return inputs.map((image, i) => ({
      ...{ image, confidence: confidences[i], right: right[i], truth: set.labels[i] },
      answer: guesses[i],
    }));
  }).filter(({ right }) => !right).sort((a, b) => b.confidence - a.confidence).slice(0, WORST);
  const worst = await imageGrid({
    title: "The most confident mistakes, as the network saw them",
    subtitle: "true digit, answer, confidence",
    size: 64,
    pictures: mistakes.map(({ image, truth, answer, confidence }) => ({
      image,
      caption: `${truth} as ${answer}, ${(100 * confidence).toFixed(0)} %`,
    })),
  });

  await replaceFile(join(folder, "reliability.png"), await toPng(reliability));
  await replaceFile(join(folder, "risk-coverage.png"), await toPng(riskCoverage));
  await replaceFile(join(folder, "worst.png"), await toPng(worst));
}
