/** How every chart looks. */
import type { Config, TopLevelSpec } from "vega-lite";

/**
 * Eight colours that stay apart for colour-blind eyes (Okabe and Ito, 2008; grey in place of their yellow), in an
 * order whose first ones differ most.
 */
export const palette = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#000000",
  "#8C8C8C",
] as const;

const ink = "#333333";

const config: Config = {
  font: "DejaVu Sans",
  background: "#ffffff",
  padding: 8,
  view: { stroke: "#dddddd" },
  range: { category: [...palette], heatmap: { scheme: "blues" } },
  title: {
    anchor: "start",
    fontSize: 13,
    subtitleFontSize: 11,
    color: ink,
    subtitleColor: "#666666",
  },
  axis: {
    labelColor: ink,
    titleColor: ink,
    labelFontSize: 10,
    titleFontSize: 11,
    titleFontWeight: "normal",
    gridColor: "#eeeeee",
    domainColor: "#bbbbbb",
    tickColor: "#bbbbbb",
  },
  legend: {
    labelFontSize: 10,
    labelLimit: 320,
    titleFontSize: 11,
    titleFontWeight: "normal",
    symbolStrokeWidth: 2,
  },
  header: { labelFontSize: 11, titleFontSize: 11, titleFontWeight: "normal" },
  // A mark tells its numbers where somebody points at it, in viewers that have a pointer.
  mark: { tooltip: true },
  bar: { color: palette[0] },
  line: { strokeWidth: 2 },
};

/** What every chart is told: its title, and what was measured in it. */
export interface ChartOptions {
  readonly title: string;
  /** A second line: the data, the number of pictures, what to look for. */
  readonly subtitle?: string;
}

/** What a chart with two axes is told besides: what runs along and what upwards, with their units. */
export interface AxesOptions extends ChartOptions {
  readonly x: string;
  readonly y: string;
}

/**
 * Gives a spec its title and the common look.
 *
 * It names version 5 of the schema, which JupyterLab 4 draws and version 6 of the library reads too.
 */
export function themed({ title, subtitle }: ChartOptions, spec: TopLevelSpec): TopLevelSpec {
  const $schema = "https://vega.github.io/schema/vega-lite/v5.json";
  const text = subtitle === undefined
    ? { text: title }
    : { text: title, subtitle: inLines(subtitle) };
  return { $schema, config, title: text, ...spec };
}

/** Characters of a subtitle's line, at most: a longer one would make a chart wider than what it shows. */
const LINE = 80;

/** A text as it is, or in lines where it is longer than one. */
function inLines(text: string): string | string[] {
  if (text.length <= LINE) return text;
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trimStart();
    if (longer.length <= LINE) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A channel that shows numbers. */
export function numbers<E extends object>(field: string, more: E) {
  return { field, type: "quantitative" as const, ...more };
}

/** A channel that shows names. */
export function names<E extends object>(field: string, more: E) {
  return { field, type: "nominal" as const, ...more };
}

/** A legend of lines: long enough to show their dashes. */
export const lineLegend = { symbolType: "stroke", symbolSize: 300 } as const;
