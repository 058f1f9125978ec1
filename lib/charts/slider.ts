import type { TopLevelSpec } from "vega-lite";

interface SliderOptions {
  /** What expressions call its value. */
  readonly name: string;
  /** What stands beside it. */
  readonly label: string;
  readonly range: readonly [least: number, largest: number];
  /** 1 when left out. */
  readonly step?: number;
  /** Where it stands at first, and in pictures of the chart. */
  readonly value: number;
}

/**
 * A slider below a chart, for its `params`: viewers that draw vega-lite, such as JupyterLab, move it without a
 * kernel.
 */
export function slider(
  { name, label, range: [min, max], step = 1, value }: SliderOptions,
): NonNullable<TopLevelSpec["params"]>[number] {
  return { name, value, bind: { input: "range", name: `${label} `, min, max, step } };
}
