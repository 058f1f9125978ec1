/** Showing things below a notebook's cell. */
import { Buffer } from "node:buffer";
import type { TopLevelSpec } from "vega-lite";
import { DOTS, toPng } from "../charts/render.ts";
import { encodePng } from "../image/encode_png.ts";
import type { GrayImage } from "../image/gray_image.ts";

/** A larger chart is stored as its picture alone: a thousand points as JSON are no reading matter. */
const MAX_SPEC_BYTES = 12_000;
/** One with a slider would lose it: it may be larger, and beyond this is an error. */
const MAX_MOVING_BYTES = 64_000;

/** Digits of a drawn number: more than a pixel shows, and fewer than processors differ in. */
const DIGITS = 5;

/**
 * Shows a chart: as a PNG, which every viewer of notebooks draws, and where it is small as vega-lite
 * too, which JupyterLab draws with tooltips and sliders, without a kernel.
 *
 * @throws {RangeError} when a chart with a slider has too much in it to be stored.
 */
export async function show(spec: TopLevelSpec): Promise<void> {
  const rounded = roundNumbers(spec);
  const { length } = JSON.stringify(rounded);
  if (spec.params && length > MAX_MOVING_BYTES) {
    throw new RangeError(
      `a chart with a slider takes ${length} bytes, at most ${MAX_MOVING_BYTES} are stored: ` +
        "give it fewer points, or fewer or smaller pictures",
    );
  }
  const small = spec.params !== undefined || length <= MAX_SPEC_BYTES;
  await display({
    "image/png": await toPng(rounded),
    "text/plain": `[${titleText(spec)}]`,
    ...(small && { "application/vnd.vegalite.v5+json": rounded }),
  }, DOTS);
}

/** A copy whose fractions have {@linkcode DIGITS} digits. */
function roundNumbers(spec: TopLevelSpec): TopLevelSpec {
  return JSON.parse(
    JSON.stringify(
      spec,
      (_, value) =>
        typeof value === "number" && !Number.isInteger(value)
          ? Number(value.toPrecision(DIGITS))
          : value,
    ),
  );
}

function titleText({ title }: TopLevelSpec): string {
  const text = typeof title === "object" && title !== null && "text" in title ? title.text : title;
  return [text ?? "chart"].flat().join(" ");
}

/**
 * Shows rows as a table whose columns are the keys of the first row; those of numbers stand to the right.
 *
 * Numbers are written as they come: round them to what is known of them first.
 */
export async function showTable(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: unknown[]) => `| ${cells.join(" | ")} |`;
  const align = columns.map((column) =>
    rows.every((row) => isNumber(row[column])) ? "---:" : ":---"
  );
  const table = [
    line(columns),
    line(align),
    ...rows.map((row) => line(columns.map((column) => row[column]))),
  ].join("\n");
  await Deno.jupyter.display({ "text/markdown": table, "text/plain": table }, { raw: true });
}

/** A number, as itself or written, alone or as `88.4 to 93.9`; or nothing. */
function isNumber(cell: unknown): boolean {
  return /^(-?[\d.,]+(e-?\d+)?( to -?[\d.,]+(e-?\d+)?)?)?$/.test(String(cell));
}

/**
 * Shows a picture and what it is in words: grey, with its pixels enlarged as they are, or as PNG bytes.
 *
 * @param width Pixels that it is about as wide as on the page.
 */
export async function showPicture(
  picture: GrayImage | Uint8Array,
  words: string,
  { width }: { width: number },
): Promise<void> {
  const png = picture instanceof Uint8Array
    ? picture
    : await encodePng(enlarge(picture, Math.max(1, Math.round(2 * width / picture.width))));
  await display({ "image/png": png, "text/plain": `[${words}]` }, widthOf(png) / width);
}

function enlarge({ width, height, data }: GrayImage, times: number): GrayImage {
  const wide = width * times;
  const larger = Float32Array.from(
    { length: wide * height * times },
    (_, i) => data[Math.floor(i / wide / times) * width + Math.floor(i % wide / times)],
  );
  return { width: wide, height: height * times, data: larger };
}

const widthOf = (png: Uint8Array) => Buffer.from(png).readUInt32BE(16);
const heightOf = (png: Uint8Array) => Buffer.from(png).readUInt32BE(20);

/**
 * Displays one thing in several forms, of which one is PNG bytes.
 *
 * Its size is told beside it: else JupyterLab draws a pixel of the file as one of the page, twice as large as
 * the same chart in vega-lite.
 *
 * @param dots Pixels of the PNG for one of the page.
 */
async function display(
  forms: { "image/png": Uint8Array } & Record<string, unknown>,
  dots: number,
): Promise<void> {
  const png = forms["image/png"];
  const [width, height] = [widthOf(png), heightOf(png)].map((side) => Math.round(side / dots));
  await Deno.jupyter.broadcast("display_data", {
    data: { ...forms, "image/png": Buffer.from(png).toString("base64") },
    metadata: { "image/png": { width, height } },
    transient: {},
  });
}
