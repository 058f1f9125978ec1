import type { TopLevelSpec } from "vega-lite";
import type { GrayImage } from "../image/gray_image.ts";
import { pictureMark, pictureUrl } from "./picture_mark.ts";
import { slider } from "./slider.ts";
import { type ChartOptions, themed } from "./theme.ts";

interface PictureSliderOptions extends ChartOptions {
  /** Pictures of one size, in the slider's order, with the words below each. */
  readonly pictures: readonly { readonly image: GrayImage; readonly caption: string }[];
  /** What stands beside the slider. */
  readonly label: string;
  /** Which picture is shown at first, from 1. */
  readonly first: number;
}

/** Pixels of the chart for a picture's longer side. */
const SIZE = 224;

/** One picture of several, chosen by a slider. */
export async function pictureSlider(options: PictureSliderOptions): Promise<TopLevelSpec> {
  const { pictures, label, first } = options;
  const [{ image }] = pictures;
  const scale = SIZE / Math.max(image.width, image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  const values = await Promise.all(pictures.map(async ({ image, caption }, i) => ({
    number: i + 1,
    url: await pictureUrl(image, SIZE),
    caption,
  })));
  const place = (y: number) => ({ x: { value: width / 2 }, y: { value: y } });
  return themed(options, {
    width,
    height: height + 20,
    view: { stroke: null },
    params: [slider({ name: "picture", label, range: [1, pictures.length], value: first })],
    data: { values },
    transform: [{ filter: "datum.number === picture" }],
    layer: [
      {
        mark: { ...pictureMark, width, height },
        encoding: { ...place(height / 2), url: { field: "url", type: "nominal" } },
      },
      {
        mark: { type: "text", fontSize: 11 },
        encoding: { ...place(height + 12), text: { field: "caption" } },
      },
    ],
  });
}
