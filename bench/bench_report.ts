/** What `deno task bench` has found, as reports/bench.json holds it and as reports/bench.md tells it. */
import type { TopLevelSpec } from "vega-lite";
import { quantile } from "../lib/base/quantile.ts";
import { dotPlot } from "../lib/charts/dot_plot.ts";
import { lineChart } from "../lib/charts/line_chart.ts";
import { type Comparison, exponentOf, type Growth, ratiosOf } from "./comparison.ts";
import type { Measured, Part } from "./part.ts";
import { table } from "./tables.ts";

/** What a part has found, and when and where. */
interface PartReport extends Measured {
  /** The first line of a report: see `madeBy`. */
  readonly made: string;
  readonly seconds: number;
}

/** All parts that were measured, by name. */
export type BenchReport = Readonly<Record<string, PartReport>>;

/** The report as JSON, numbers to five digits: what lies below is noise. */
export function benchJson(report: BenchReport): string {
  const shorten = (_: string, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(5)) : value;
  return JSON.stringify(report, shorten, 1) + "\n";
}

/** The report in Markdown; parts come in the order of `parts`. */
export function benchMarkdown(report: BenchReport, parts: Readonly<Record<string, Part>>): string {
  const sections = Object.entries(parts).filter(([name]) => report[name]).map(([name, part]) => {
    const { made, seconds, comparisons, growths = [], notes = [] } = report[name];
    return [
      `## ${part.title}`,
      `${part.about}\n\n${made} It took ${(seconds / 60).toFixed(1)} minutes.`,
      comparisons.length > 0 && comparisonTable(comparisons),
      ...growths.map(growthTable),
      growths.length > 0 && `![What each one costs, as there are more of them](bench/${GROWTHS})`,
      ...notes,
    ].filter(Boolean).join("\n\n");
  });
  const chart = allRatios(report).length > 0 &&
    `![Our cost as a share of the baseline's, every round a dot](bench/${RATIOS})`;
  return `# Costs, beside what people would use instead

\`deno task bench\` runs both sides in turn, on the same machine and in the same minutes; medians of rounds. A ratio is our cost as
a share of the other's in the same round: the median, and from the least to the most. Below 1, ours is cheaper. Other machines give
other times; ratios hold better, and \`deno task bench --check\` compares those with the ones below.

${[chart, ...sections].filter(Boolean).join("\n\n")}
`;
}

/** What was measured, a row for each baseline. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap(({ what, unit, ours, baselines }) => {
    const own = `${short(quantile(ours, 0.5))} ${unit}`;
    const others = Object.entries(baselines).map(([name, costs]) => {
      const ratios = ratiosOf(ours, costs);
      const [least, median, most] = [0, 0.5, 1].map((share) => short(quantile(ratios, share)));
      const cost = `${short(quantile(costs, 0.5))} ${unit}`;
      return [what, own, name, cost, `${median} (${least} to ${most})`];
    });
    return others.length > 0 ? others : [[what, own, "", "", ""]];
  });
  return table(["", "ours", "baseline", "its cost", "ratio"], rows);
}

/** How a cost grows, with its exponent. */
export function growthTable(growth: Growth): string {
  const { what, points } = growth;
  const head = [what, ...points.map(([count]) => String(count)), "exponent"];
  return table(head, [
    ["ms", ...points.map(([, time]) => short(time)), exponentOf(growth).toFixed(2)],
  ]);
}

/** The report's charts by their files' names. */
export function benchCharts(report: BenchReport): Record<string, TopLevelSpec> {
  const charts: Record<string, TopLevelSpec> = {};
  const ratios = allRatios(report);
  if (ratios.length > 0) {
    charts[RATIOS] = dotPlot({
      title: "Our cost as a share of the baseline's",
      subtitle: "Every round is a dot, the tick their median; left of 1, ours is cheaper",
      values: Object.fromEntries(ratios),
      ...{ x: "ratio", tick: "median", format: ".2f", logX: true, nameLimit: 760 },
    });
  }
  const growths = Object.values(report).flatMap(({ growths = [] }) => growths);
  if (growths.length > 0) {
    charts[GROWTHS] = lineChart({
      title: "What each one costs, as there are more of them",
      subtitle: "As a share of what each costs where there are fewest; level: in proportion",
      series: growths.map(({ what, points, points: [[fewest, least]] }) => ({
        name: what,
        points: points.map(([count, time]) => [count, time / count * fewest / least] as const),
      })),
      ...{ x: "how many there are", y: "cost of each", logX: true },
    });
  }
  return charts;
}

const RATIOS = "ratios.png";
const GROWTHS = "growth.png";

/** The ratio of each round, by the part's name and what was compared. */
function allRatios(report: BenchReport): [name: string, ratios: number[]][] {
  return Object.entries(report).flatMap(([part, { comparisons }]) =>
    comparisons.flatMap(({ what, ours, baselines }) =>
      Object.entries(baselines).map(([name, costs]): [string, number[]] => [
        `${part}: ${what} / ${name}`,
        ratiosOf(ours, costs),
      ])
    )
  );
}

/** Three digits that count. */
const short = (value: number) => String(Number(value.toPrecision(3)));
