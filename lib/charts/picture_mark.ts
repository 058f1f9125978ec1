/** Pictures within a chart. */
import sharp from "sharp";
import { clamp } from "../base/clamp.ts";
import type { GrayImage } from "../image/gray_image.ts";
import type { RgbImage } from "../image/rgb_image.ts";
import { numbers } from "./theme.ts";

/** What marks that are pictures have in common. */
export const pictureMark = {
  type: "image",
  tooltip: null, // it would tell the picture's bytes
  aspect: false,
} as const;

/** An axis of a picture's own pixels, which is not drawn; for one that runs down, `from` is the larger end. */
export function pixelAxis(field: string, from: number, to: number) {
  return numbers(field, { axis: null, scale: { domain: [from, to] } });
}

type Rgb = readonly [number, number, number];

/**
 * How the numbers of a grey picture become colours: `ink` draws 0 white and 1 black; `heat` draws 0 dark and
 * 1 bright; `signed` draws -1 orange, 0 white and 1 blue. Numbers beyond are drawn as the nearest end.
 */
export type Colors = "ink" | "heat" | "signed";

/** Colours at equal steps from the lowest number to 1; all readable by colour-blind eyes. */
const ramps: Readonly<Record<Colors, { low: number; stops: readonly Rgb[] }>> = {
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

/**
 * A picture as a PNG in a data URL, enlarged by whole pixels so that a renderer has nothing left to smooth.
 *
 * @param side Pixels that its longer side has at least.
 * @param colors Of a grey picture; one with colours of its own keeps them.
 */
export async function pictureUrl(
  image: GrayImage | RgbImage,
  side: number,
  colors: Colors = "ink",
): Promise<string> {
  const rgb = image.data instanceof Uint8Array ? image.data : colored(image.data, ramps[colors]);
  const times = Math.max(1, Math.ceil(side / Math.max(image.width, image.height)));
  const png = await sharp(rgb, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(image.width * times, image.height * times, { kernel: "nearest" })
    .png({ palette: true })
    .toBuffer();
  return `data:image/png;base64,${png.toString("base64")}`;
}

function colored(data: Float32Array, { low, stops }: typeof ramps[Colors]): Uint8Array {
  const rgb = new Uint8Array(data.length * 3);
  data.forEach((value, i) => {
    const at = clamp((value - low) / (1 - low)) * (stops.length - 1);
    const left = Math.min(stops.length - 2, Math.floor(at));
    for (let channel = 0; channel < 3; channel++) {
      const [a, b] = [stops[left][channel], stops[left + 1][channel]];
      rgb[i * 3 + channel] = Math.round(a + (at - left) * (b - a));
    }
  });
  return rgb;
}
