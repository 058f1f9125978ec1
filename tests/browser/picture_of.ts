import { Buffer } from "node:buffer";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import type { Line } from "./page_test_case.ts";

/** A picture of these lines, as a file to upload; the lines' places are shares of its height. */
export async function pictureOf(
  lines: readonly Line[],
  { width = 200, height = 200, name = "drawing.png" } = {},
): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const strokes = lines.map((line) => line.map(([x, y]) => ({ x: x * height, y: y * height })));
  const png = await encodePng(drawStrokes(strokes, { width, height, pen: 14 }));
  return { name, mimeType: "image/png", buffer: Buffer.from(png) };
}
