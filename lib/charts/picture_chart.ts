import type { TopLevelSpec } from "vega-lite";
import type { Box, GrayImage } from "../image/gray_image.ts";
import type { RgbImage } from "../image/rgb_image.ts";
import { pictureMark, pictureUrl, pixelAxis } from "./picture_mark.ts";
import { type ChartOptions, palette, themed } from "./theme.ts";

/** A line from one place of a picture to another, in its pixels. */
export interface Line {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** Lines of one group have one colour, that of a box of the same group. */
  readonly group?: number;
}

/** A rectangle of a picture, in its pixels, and the word above it. */
export interface LabelledBox extends Box {
  readonly label?: string;
  readonly group?: number;
}

interface PictureChartOptions extends ChartOptions {
  readonly image: GrayImage | RgbImage;
  readonly boxes?: readonly LabelledBox[];
  readonly lines?: readonly Line[];
  /** Pixels of the chart for the picture's longer side; 520 when left out. */
  readonly size?: number;
}

/** A picture with boxes, their words and lines over it; the groups take the colours in turn. */
export async function pictureChart(options: PictureChartOptions): Promise<TopLevelSpec> {
  const { image, boxes = [], lines = [], size = 520 } = options;
  const scale = size / Math.max(image.width, image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  const at = { x: pixelAxis("x", 0, image.width), y: pixelAxis("y", image.height, 0) };
  const upTo = (x2: string, y2: string) => ({ ...at, x2: { field: x2 }, y2: { field: y2 } });
  const color = { field: "color", type: "nominal", legend: null, scale: null } as const;
  const colorOf = (group = 0) => palette[group % 6];
  return themed(options, {
    width,
    height,
    view: { stroke: null },
    layer: [
      {
        data: { values: [{ x: image.width / 2, y: image.height / 2 }] },
        mark: { ...pictureMark, width, height, url: await pictureUrl(image, size) },
        encoding: at,
      },
      {
        data: {
          values: lines.map(({ from, to, group }) => (
            { x: from[0], y: from[1], toX: to[0], toY: to[1], color: colorOf(group) }
          )),
        },
        mark: { type: "rule", strokeWidth: 1, opacity: 0.75 },
        encoding: { ...upTo("toX", "toY"), color },
      },
      {
        data: {
          values: boxes.map(({ x, y, width, height, group }) => (
            { x, y, right: x + width, bottom: y + height, color: colorOf(group) }
          )),
        },
        mark: { type: "rect", fillOpacity: 0, strokeWidth: 1.5 },
        encoding: { ...upTo("right", "bottom"), stroke: color },
      },
      {
        data: {
          values: boxes.filter(({ label }) => label !== undefined).map((box) => (
            { x: box.x, y: box.y, label: box.label, color: colorOf(box.group) }
          )),
        },
        mark: {
          type: "text",
          align: "left",
          baseline: "bottom",
          dy: -1,
          fontSize: 10,
          fontWeight: "bold",
        },
        encoding: { ...at, text: { field: "label" }, color },
      },
    ],
  });
}
