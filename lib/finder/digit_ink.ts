import type { GrayImage } from "../image/gray_image.ts";
import { SETTINGS } from "./finder_settings.ts";
import type { Found } from "./find_marks.ts";
import type { FoundMark } from "./read_out.ts";

/**
 * A character as it was written, with nothing else on it: 0 is paper, 1 its strongest ink.
 *
 * The finder says how likely each pixel is its ink, the picture how far it is from paper to ink: the
 * product has the one's judgement and the other's shades.
 */
export function digitInk({ seen, look }: Pick<Found, "seen" | "look">, mark: FoundMark): GrayImage {
  const { x, y, width, height } = mark.box;
  const pad = Math.max(2, Math.round(SETTINGS.paperAround * Math.max(width, height)));
  const paper: number[] = [];
  const strokes: number[] = [];
  for (let v = Math.max(0, y - pad); v < Math.min(seen.height, y + height + pad); v++) {
    for (let u = Math.max(0, x - pad); u < Math.min(seen.width, x + width + pad); u++) {
      const i = v * seen.width + u;
      const isInside = u >= x && v >= y && u < x + width && v < y + height;
      const own = isInside ? mark.ink.data[(v - y) * width + u - x] : 0;
      if (own > 1 - SETTINGS.surely) strokes.push(seen.data[i]);
      else if (look.ink.data[i] < SETTINGS.surely) paper.push(seen.data[i]);
    }
  }
  if (paper.length === 0 || strokes.length === 0) return mark.ink;
  const [least, most] = [median(paper), median(strokes)];
  if (least === most) return mark.ink;
  const data = mark.ink.data.map((own, i) => {
    const grey = seen.data[(y + Math.floor(i / width)) * seen.width + x + i % width];
    return own * Math.min(1, Math.max(0, (grey - least) / (most - least)));
  });
  return { width, height, data };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
