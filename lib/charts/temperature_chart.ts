import type { TopLevelSpec } from "vega-lite";
import type { ReliabilityBin } from "../evaluation/metrics.ts";
import { bars, diagonal, means } from "./reliability_diagram.ts";
import { slider } from "./slider.ts";
import { type ChartOptions, themed } from "./theme.ts";

/** A network's answers when its scores are divided by a temperature. */
interface Tempered {
  readonly temperature: number;
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error, in [0, 1]. */
  readonly ece: number;
}

interface TemperatureChartOptions extends ChartOptions {
  /** At least two, at equal steps, the lowest first. */
  readonly tempered: readonly Tempered[];
  /** Which temperature is shown at first: one of those. */
  readonly first: number;
}

/** A reliability diagram whose temperature a slider sets: see `reliabilityDiagram`. */
export function temperatureChart(options: TemperatureChartOptions): TopLevelSpec {
  const { tempered, first } = options;
  const [least, next] = tempered.map(({ temperature }) => temperature);
  const round = (value: number) => Number(value.toFixed(4));
  const bins = tempered.flatMap(({ temperature, bins }) =>
    bins.filter(({ count }) => count > 0).map(({ from, to, count, accuracy, confidence }) => (
      { temperature, from, to, count, accuracy: round(accuracy), confidence: round(confidence) }
    ))
  );
  const chosen = { filter: "abs(datum.temperature - temperature) < 0.001" };
  return themed(options, {
    width: 330,
    height: 330,
    params: [
      slider({
        name: "temperature",
        label: "temperature",
        range: [least, tempered.at(-1)!.temperature],
        step: round(next - least),
        value: first,
      }),
    ],
    data: { values: bins },
    layer: [
      {
        transform: [chosen],
        mark: bars.mark,
        encoding: {
          ...bars.encoding,
          tooltip: [
            { field: "confidence", type: "quantitative", format: ".1%" },
            { field: "accuracy", type: "quantitative", format: ".1%" },
            { field: "count", type: "quantitative", title: "answers" },
          ],
        },
      },
      { transform: [chosen], ...means },
      diagonal,
      {
        data: {
          values: tempered.map(({ temperature, ece }) => ({ temperature, ece: round(ece) })),
        },
        transform: [chosen, {
          calculate: "'temperature ' + format(datum.temperature, '.1f') + ': ECE ' + " +
            "format(datum.ece, '.1%')",
          as: "words",
        }],
        mark: { type: "text", align: "left", fontSize: 12, tooltip: null },
        encoding: { x: { value: 10 }, y: { value: 14 }, text: { field: "words" } },
      },
    ],
  });
}
