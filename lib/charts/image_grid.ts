import sharp from "sharp";
import type { TopLevelSpec } from "vega-lite";
import type { GrayImage } from "../image/gray_image.ts";
import { type ChartOptions, themed, titleOf } from "./theme.ts";

/** A picture of a grid and the words below it. */
export interface Picture {
  readonly image: GrayImage;
  readonly caption?: string;
}

/** What {@linkcode imageGrid} draws. */
export interface ImageGridOptions extends ChartOptions {
  readonly pictures: readonly Picture[];
  /** Pictures in a row; 10 when left out. */
  readonly columns?: number;
  /** Pixels of the chart for one picture's longer side; 56 when left out. */
  readonly size?: number;
  /**
   * `ink` (when left out) draws 0 white and 1 black; `heat` draws 0 dark and 1 bright; `signed` draws
   * -1 orange, 0 white and 1 blue. Numbers beyond are drawn as the nearest end.
   */
  readonly colors?: "ink" | "heat" | "signed";
}

type Rgb = readonly [number, number, number];

/** Colours at equal steps from the lowest number to the highest; all readable by colour-blind eyes. */
const ramps: Readonly<Record<"ink" | "heat" | "signed", { low: number; stops: readonly Rgb[] }>> = {
  ink: { low: 0, stops: [[255, 255, 255], [0, 0, 0]] },
  // Every eighth of matplotlib's cividis (Nuñez, Anderton and Renslow, 2018).
  heat: {
    low: 0,
    stops: [
      [0, 34, 78],
      [24, 61, 109],
      [68, 86, 108],
      [102, 110, 115],
      [124, 123, 120],
      [153, 147, 117],
      [185, 174, 106],
      [219, 203, 84],
      [254, 232, 56],
    ],
  },
  signed: {
    low: -1,
    stops: [[179, 88, 6], [253, 184, 99], [255, 255, 255], [120, 170, 214], [5, 80, 150]],
  },
};

/** Pictures in rows, drawn with hard pixel edges, each with its caption below. */
export async function imageGrid(options: ImageGridOptions): Promise<TopLevelSpec> {
  const { pictures, columns = 10, size = 56, colors = "ink" } = options;
  const captioned = pictures.some(({ caption }) => caption !== undefined);
  const rows = Math.ceil(pictures.length / columns);
  const stepX = size + 8;
  const stepY = size + (captioned ? 20 : 8);
  const values = await Promise.all(pictures.map(async ({ image, caption }, i) => {
    const scale = size / Math.max(image.width, image.height);
    return {
      x: (i % columns) * stepX + size / 2,
      y: Math.floor(i / columns) * stepY + size / 2,
      below: Math.floor(i / columns) * stepY + size + 11,
      url: await dataUrl(image, size * 2, colors),
      width: image.width * scale,
      height: image.height * scale,
      caption: caption ?? "",
    };
  }));
  const width = Math.min(columns, pictures.length) * stepX;
  const height = rows * stepY;
  const along = (field: string, domain: number[]) => ({
    field,
    type: "quantitative" as const,
    axis: null,
    scale: { domain },
  });
  const x = along("x", [0, width]);
  const y = (field: string) => along(field, [height, 0]);
  // One size for all the pictures of a grid: those of a dataset have one.
  const mark = {
    type: "image",
    aspect: false,
    width: values[0].width,
    height: values[0].height,
  } as const;
  return themed({
    title: titleOf(options),
    width,
    height,
    view: { stroke: null },
    data: { values },
    layer: [
      { mark, encoding: { x, y: y("y"), url: { field: "url", type: "nominal" } } },
      {
        mark: { type: "text", fontSize: 10 },
        encoding: { x, y: y("below"), text: { field: "caption" } },
      },
    ],
  });
}

/** A PNG in a data URL, enlarged by whole pixels so that a renderer has nothing left to smooth. */
async function dataUrl(
  image: GrayImage,
  side: number,
  colors: keyof typeof ramps,
): Promise<string> {
  const { low, stops } = ramps[colors];
  const rgb = new Uint8Array(image.data.length * 3);
  image.data.forEach((value, i) => {
    const at = Math.min(1, Math.max(0, (value - low) / (1 - low))) * (stops.length - 1);
    const left = Math.min(stops.length - 2, Math.floor(at));
    for (let channel = 0; channel < 3; channel++) {
      const [a, b] = [stops[left][channel], stops[left + 1][channel]];
      rgb[i * 3 + channel] = Math.round(a + (at - left) * (b - a));
    }
  });
  const times = Math.max(1, Math.ceil(side / Math.max(image.width, image.height)));
  const png = await sharp(rgb, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(image.width * times, image.height * times, { kernel: "nearest" })
    .png({ palette: true })
    .toBuffer();
  return `data:image/png;base64,${png.toString("base64")}`;
}
