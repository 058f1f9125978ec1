import type { TopLevelSpec } from "vega-lite";

/** What {@linkcode slider} makes. */
export interface SliderOptions {
  /** What expressions call its value. */
  readonly name: string;
  /** What stands beside it. */
  readonly label: string;
  readonly least: number;
  readonly largest: number;
  readonly step: number;
  /** Where it stands at first, and in pictures of the chart. */
  readonly value: number;
}

/**
 * A slider below a chart, for its `params`: viewers that draw vega-lite, such as JupyterLab, move it without a
 * kernel.
 */
export function slider(
  { name, label, least, largest, step, value }: SliderOptions,
): NonNullable<TopLevelSpec["params"]>[number] {
  return {
    name,
    value,
    bind: { input: "range", name: `${label} `, min: least, max: largest, step },
  };
}
