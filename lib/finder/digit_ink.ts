import { clamp } from "../base/clamp.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { levelAt, levelOf, LEVELS } from "../image/histogram.ts";
import { type FinderSettings, SETTINGS } from "./finder_settings.ts";
import type { Found } from "./find_marks.ts";
import type { FoundMark } from "./read_out.ts";

/**
 * A character as it was written, with nothing else on it: 0 is paper, 1 its median ink and all that is stronger.
 *
 * The finder says how likely each pixel is its ink, the picture how far it is from paper to ink: the
 * product has the one's judgement and the other's shades.
 */
export function digitInk(
  { seen, look }: Pick<Found, "seen" | "look">,
  mark: FoundMark,
  { surely, paperAround }: Pick<FinderSettings, "surely" | "paperAround"> = SETTINGS,
): GrayImage {
  const { x, y, width, height } = mark.box;
  const pad = Math.max(2, Math.round(paperAround * Math.max(width, height)));
  const paper = new Uint32Array(LEVELS);
  const strokes = new Uint32Array(LEVELS);
  const [left, right] = [Math.max(0, x - pad), Math.min(seen.width, x + width + pad)];
  const [top, bottom] = [Math.max(0, y - pad), Math.min(seen.height, y + height + pad)];
  for (let v = top; v < bottom; v++) {
    for (let u = left, i = v * seen.width + left; u < right; u++, i++) {
      const isInside = u >= x && v >= y && u < x + width && v < y + height;
      const own = isInside ? mark.ink.data[(v - y) * width + u - x] : 0;
      if (own > 1 - surely) strokes[levelOf(seen.data[i])]++;
      else if (look.ink.data[i] < surely) paper[levelOf(seen.data[i])]++;
    }
  }
  const isThere = (counts: Uint32Array) => counts.some((count) => count > 0);
  if (!isThere(paper) || !isThere(strokes)) return mark.ink;
  const [least, most] = [levelAt(paper, 0.5), levelAt(strokes, 0.5)];
  if (least === most) return mark.ink;
  const data = new Float32Array(width * height);
  let isBlank = true;
  for (let v = 0, i = 0; v < height; v++) {
    for (let u = 0, from = (y + v) * seen.width + x; u < width; u++, i++, from++) {
      const own = mark.ink.data[i];
      if (own > 0) data[i] = own * clamp((seen.data[from] - least) / (most - least));
      if (data[i] > 0) isBlank = false;
    }
  }
  return isBlank ? mark.ink : { width, height, data };
}
