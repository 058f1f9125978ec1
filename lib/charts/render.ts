/** Draws a vega-lite spec, without a browser or a canvas. */
import { fromFileUrl } from "@std/path";
import sharp from "sharp";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { UserError } from "../base/errors.ts";
import { onError } from "../base/on_error.ts";

/** Pixels of a PNG for one of the chart, each way. */
export const DOTS = 2;

/** The drawing in progress: vega counts its ids globally, so charts are drawn one after the other. */
let drawing: Promise<unknown> = Promise.resolve();

/** Draws a chart as SVG. The same spec gives the same text. */
export function toSvg(spec: TopLevelSpec): Promise<string> {
  const mine = drawing.then(() => draw(spec));
  drawing = mine.catch(() => {});
  return mine;
}

async function draw(spec: TopLevelSpec): Promise<string> {
  const parsed = vega.parse(compile(spec).spec);
  const view = new vega.View(parsed, { renderer: "none", logLevel: vega.Error });
  try {
    await view.runAsync();
    vega.resetSVGDefIds();
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/**
 * Draws a chart as PNG of at most 256 colours, with {@linkcode DOTS} pixels for one of the chart.
 *
 * The same spec gives the same bytes: its letters come from the npm package dejavu-fonts-ttf, not
 * from the machine.
 *
 * @throws {UserError} when that package is not installed; the text would silently become empty boxes.
 */
export async function toPng(spec: TopLevelSpec): Promise<Uint8Array> {
  const svg = await toSvg(spec);
  await useOwnFont();
  const png = await sharp(new TextEncoder().encode(svg), { density: 72 * DOTS })
    .flatten({ background: "#ffffff" })
    .png({ palette: true, compressionLevel: 9, effort: 7 })
    .toBuffer();
  return new Uint8Array(png);
}

/**
 * Has sharp set text in the fonts of the npm package dejavu-fonts-ttf; before the first letter is drawn, for the font
 * library reads its settings once.
 */
export async function useOwnFont(): Promise<void> {
  const settings = fromFileUrl(new URL("./fonts.conf", import.meta.url));
  if (Deno.env.get("FONTCONFIG_FILE") === settings) return;
  const font = new URL("../../node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf", import.meta.url);
  await Deno.stat(font).catch(onError(Deno.errors.NotFound, () => {
    throw new UserError("the charts' font is missing: deno task packages fetches it");
  }));
  Deno.env.set("FONTCONFIG_FILE", settings);
}
