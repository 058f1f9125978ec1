import type { TopLevelSpec } from "vega-lite";
import type { GrayImage } from "../image/gray_image.ts";
import type { RgbImage } from "../image/rgb_image.ts";
import { type Colors, pictureMark, pictureUrl, pixelAxis } from "./picture_mark.ts";
import { type ChartOptions, themed } from "./theme.ts";

/** A picture of a grid and the words below it, in one line or more. */
interface Picture {
  readonly image: GrayImage | RgbImage;
  readonly caption?: string;
  /** Of a grey picture, where they are not those of the grid. */
  readonly colors?: Colors;
}

interface ImageGridOptions extends ChartOptions {
  readonly pictures: readonly Picture[];
  /** Pictures in a row; 10 when left out. */
  readonly columns?: number;
  /** Pixels of the chart for one picture's longer side; 56 when left out. */
  readonly size?: number;
  /** Of grey pictures; `ink` when left out. */
  readonly colors?: Colors;
}

/** Pictures in rows, drawn with hard pixel edges, each with its caption below. */
export async function imageGrid(options: ImageGridOptions): Promise<TopLevelSpec> {
  const { pictures, columns = 10, size = 56, colors = "ink" } = options;
  const captionLines = Math.max(
    ...pictures.map(({ caption }) => caption === undefined ? 0 : caption.split("\n").length),
  );
  const rows = Math.ceil(pictures.length / columns);
  const sizes = pictures.map(({ image: { width, height } }) => {
    const scale = size / Math.max(width, height);
    return { width: width * scale, height: height * scale };
  });
  const highest = Math.max(...sizes.map(({ height }) => height));
  const stepX = size + 8;
  const stepY = highest + 8 + 12 * captionLines;
  const values = await Promise.all(pictures.map(async ({ image, caption, colors: own }, i) => ({
    x: (i % columns) * stepX + size / 2,
    y: Math.floor(i / columns) * stepY + highest / 2,
    below: Math.floor(i / columns) * stepY + highest + 11,
    url: await pictureUrl(image, size * 2, own ?? colors),
    ...sizes[i],
    caption: caption ?? "",
  })));
  const width = Math.min(columns, pictures.length) * stepX;
  const height = rows * stepY;
  const x = pixelAxis("x", 0, width);
  const y = (field: string) => pixelAxis(field, height, 0);
  const [first] = sizes;
  const areAlike = sizes.every((one) => one.width === first.width && one.height === first.height);
  const mark = {
    ...pictureMark,
    ...(areAlike ? first : { width: { expr: "datum.width" }, height: { expr: "datum.height" } }),
  } as const;
  return themed(options, {
    width,
    height,
    view: { stroke: null },
    data: { values },
    layer: [
      { mark, encoding: { x, y: y("y"), url: { field: "url", type: "nominal" } } },
      {
        mark: { type: "text", fontSize: 10, ...(captionLines > 1 && { lineBreak: "\n" }) },
        encoding: { x, y: y("below"), text: { field: "caption" } },
      },
    ],
  });
}
