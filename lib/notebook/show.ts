/**
 * Showing things below a notebook's cell.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { TopLevelSpec } from "vega-lite";
import { toPng } from "../charts/render.ts";

/** A larger chart is stored as its picture alone: a thousand points as JSON are no reading matter. */
const MAX_SPEC_BYTES = 12_000;
/** One with a slider would lose it, so it may be larger. */
const MAX_MOVING_BYTES = 48_000;

/**
 * Shows a chart: as a PNG, which every viewer of notebooks draws, and where it is small as vega-lite
 * too, which JupyterLab draws with tooltips and sliders, without a kernel.
 */
export async function show(spec: TopLevelSpec): Promise<void> {
  const png = Buffer.from(await toPng(spec)).toString("base64");
  const limit = spec.params ? MAX_MOVING_BYTES : MAX_SPEC_BYTES;
  const small = JSON.stringify(spec).length <= limit;
  await Deno.jupyter.display({
    "image/png": png,
    "text/plain": `[${titleText(spec)}]`,
    ...(small && { "application/vnd.vegalite.v5+json": spec }),
  }, { raw: true });
}

function titleText({ title }: TopLevelSpec): string {
  const text = typeof title === "object" && title !== null && "text" in title ? title.text : title;
  return [text ?? "chart"].flat().join(" ");
}

/**
 * Shows rows as a table whose columns are the keys of the first row.
 *
 * Numbers are written as they come: round them to what is known of them first.
 */
export async function showTable(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: unknown[]) => `| ${cells.join(" | ")} |`;
  const align = columns.map((column) => typeof rows[0][column] === "number" ? "---:" : ":---");
  const table = [
    line(columns),
    line(align),
    ...rows.map((row) => line(columns.map((column) => row[column]))),
  ].join("\n");
  await Deno.jupyter.display({ "text/markdown": table, "text/plain": table }, { raw: true });
}

/** Shows a picture: PNG bytes, and what it is in words. */
export async function showPng(png: Uint8Array, words: string): Promise<void> {
  await Deno.jupyter.display(
    { "image/png": Buffer.from(png).toString("base64"), "text/plain": `[${words}]` },
    { raw: true },
  );
}
