import type { TopLevelSpec } from "vega-lite";
import type { Box, GrayImage } from "../image/gray_image.ts";
import type { RgbImage } from "../image/rgb_image.ts";
import { pictureMark, pictureUrl, pixelAxis } from "./picture_mark.ts";
import { type ChartOptions, names, palette, themed } from "./theme.ts";

/** A line from one place of a picture to another, in its pixels. */
export interface Line {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** Lines of one group have one colour, that of a box of the same group. */
  readonly group: number;
}

/** A rectangle of a picture, in its pixels, and the word above it. */
interface LabelledBox extends Box {
  readonly label: string;
  readonly group: number;
}

interface PictureChartOptions extends ChartOptions {
  readonly image: GrayImage | RgbImage;
  readonly boxes?: readonly LabelledBox[];
  readonly lines?: readonly Line[];
  /** Pixels of the chart for the picture's longer side. */
  readonly size: number;
}

/** A picture with boxes, their words and lines over it; the groups take the colours in turn. */
export async function pictureChart(options: PictureChartOptions): Promise<TopLevelSpec> {
  const { image, boxes = [], lines = [], size } = options;
  const scale = size / Math.max(image.width, image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  const at = { x: pixelAxis("x", 0, image.width), y: pixelAxis("y", image.height, 0) };
  const upTo = (x2: string, y2: string) => ({ ...at, x2: { field: x2 }, y2: { field: y2 } });
  const color = names("color", { legend: null, scale: null });
  const colorOf = (group: number) => palette[group % 6];
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
          values: boxes.map(({ x, y, label, group }) => ({ x, y, label, color: colorOf(group) })),
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
