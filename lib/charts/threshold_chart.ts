import type { TopLevelSpec } from "vega-lite";
import { slider } from "./slider.ts";
import { type ChartOptions, lineLegend, names, numbers, palette, themed } from "./theme.ts";

interface ThresholdChartOptions extends ChartOptions {
  /** How sure each answer is, in [0, 1]. */
  readonly confidences: ArrayLike<number>;
  /** Whether it is right. */
  readonly right: ArrayLike<boolean>;
  /** The threshold that is shown at first, in whole percent. */
  readonly first: number;
}

/**
 * What is left of answers when those below a threshold are not given: a slider sets it.
 *
 * Two lines over the threshold: the share that is given, and the share of wrong ones among them.
 */
export function thresholdChart(options: ThresholdChartOptions): TopLevelSpec {
  const { confidences, right, first } = options;
  const all = Array.from(confidences, (confidence, i) => ({ confidence, isRight: right[i] }));
  const parts = ["given, of all answers", "wrong, of those given"];
  const shares = Array.from({ length: 100 }, (_, threshold) => {
    const given = all.filter(({ confidence }) => 100 * confidence >= threshold);
    const wrong = given.filter(({ isRight }) => !isRight).length;
    const percent = (count: number, of: number) => Number((100 * count / of).toFixed(2));
    return {
      threshold,
      given: percent(given.length, all.length),
      wrong: given.length > 0 ? percent(wrong, given.length) : null,
    };
  });
  const x = numbers("threshold", { title: "threshold, %", scale: { domain: [0, 100] } });
  return themed(options, {
    width: 380,
    height: 220,
    params: [slider({ name: "threshold", label: "threshold, %", range: [0, 99], value: first })],
    data: { values: shares },
    layer: [
      {
        transform: [
          { fold: ["given", "wrong"], as: ["what", "share"] },
          { calculate: `datum.what === 'given' ? '${parts[0]}' : '${parts[1]}'`, as: "name" },
        ],
        mark: { type: "line" },
        encoding: {
          x,
          y: numbers("share", { title: "share, %", scale: { domain: [0, 100] } }),
          color: names("name", {
            title: null,
            scale: { domain: parts, range: [palette[0], palette[1]] },
            legend: lineLegend,
          }),
        },
      },
      {
        transform: [{ filter: "datum.threshold === threshold" }],
        mark: { type: "rule", color: "#666666", strokeDash: [4, 3] },
        encoding: { x },
      },
      {
        transform: [{ filter: "datum.threshold === threshold" }, {
          calculate:
            "'at ' + datum.threshold + ' %: ' + format(datum.given, '.1f') + ' % given, ' + " +
            "(datum.wrong === null ? 'none' : format(datum.wrong, '.1f') + ' % of them') + ' wrong'",
          as: "words",
        }],
        mark: { type: "text", align: "left", fontSize: 12, tooltip: null },
        encoding: { x: { value: 8 }, y: { value: -8 }, text: { field: "words" } },
      },
    ],
  });
}
