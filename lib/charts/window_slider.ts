import type { TopLevelSpec } from "vega-lite";
import type { GrayImage } from "../image/gray_image.ts";
import { pictureMark, pictureUrl, pixelAxis } from "./picture_mark.ts";
import { slider } from "./slider.ts";
import { type ChartOptions, numbers, palette, themed } from "./theme.ts";

interface WindowSliderOptions extends ChartOptions {
  /** The picture under the window. */
  readonly image: GrayImage;
  /** What the window answers at each of its places: `side - 1` less than the picture, each way. */
  readonly sums: GrayImage;
  /** Pixels along the window's side. */
  readonly side: number;
  /** Where the window stands at first: its number, row by row from 0. */
  readonly first: number;
}

/** Pixels of the chart for one of the picture. */
const SCALE = 8;

/**
 * A window that a slider moves over a picture, place by place, and what it has answered so far: blue above zero,
 * orange below.
 */
export async function windowSlider(options: WindowSliderOptions): Promise<TopLevelSpec> {
  const { image, sums, side, first } = options;
  const largest = sums.data.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0);
  const at = ({ width, height }: GrayImage) => ({
    x: pixelAxis("x", 0, width),
    y: pixelAxis("y", height, 0),
  });
  const corner = { x2: { field: "right" }, y2: { field: "bottom" } };
  const size = ({ width, height }: GrayImage) => ({ width: SCALE * width, height: SCALE * height });
  const values = Array.from(sums.data, (sum, place) => ({
    place,
    x: place % sums.width,
    y: Math.floor(place / sums.width),
    sum: Number(sum.toFixed(2)),
  }));
  const box = (side: number) => [
    { calculate: `datum.x + ${side}`, as: "right" },
    { calculate: `datum.y + ${side}`, as: "bottom" },
  ];
  return themed(options, {
    params: [
      slider({
        name: "place",
        label: "place of the window",
        range: [0, values.length - 1],
        value: first,
      }),
    ],
    data: { values },
    hconcat: [
      {
        ...size(image),
        view: { stroke: null },
        layer: [
          {
            data: { values: [{ x: image.width / 2, y: image.height / 2 }] },
            mark: {
              ...pictureMark,
              ...size(image),
              url: await pictureUrl(image, SCALE * Math.max(image.width, image.height)),
            },
            encoding: at(image),
          },
          {
            transform: [{ filter: "datum.place === place" }, ...box(side)],
            mark: { type: "rect", fillOpacity: 0, stroke: palette[1], strokeWidth: 2 },
            encoding: { ...at(image), ...corner },
          },
        ],
      },
      {
        ...size(sums),
        layer: [
          {
            transform: [{ filter: "datum.place <= place && datum.sum !== 0" }, ...box(1)],
            mark: { type: "rect" },
            encoding: {
              ...at(sums),
              ...corner,
              color: numbers("sum", {
                scale: {
                  domain: [-largest, 0, largest],
                  range: ["#b35806", "#ffffff", "#055096"],
                  interpolate: "rgb",
                },
                legend: null,
              }),
            },
          },
          {
            transform: [
              { filter: "datum.place === place" },
              { calculate: "'sum here: ' + format(datum.sum, '.2f')", as: "words" },
            ],
            mark: { type: "text", align: "left", fontSize: 12, tooltip: null },
            encoding: {
              x: { value: 4 },
              y: { value: SCALE * sums.height - 8 },
              text: { field: "words" },
            },
          },
        ],
      },
    ],
  });
}
