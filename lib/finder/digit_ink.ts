import type { GrayImage } from "../image/gray_image.ts";
import type { Found } from "./find_marks.ts";
import type { FoundMark } from "./read_out.ts";
import { SETTINGS } from "./finder_settings.ts";

/**
 * A character as it was written, with nothing else on it: 0 is paper, 1 its strongest ink.
 *
 * The finder says which ink is its own, the picture how dark it is.
 */
export function digitInk({ seen, look }: Pick<Found, "seen" | "look">, mark: FoundMark): GrayImage {
  const { x, y, width, height } = mark.box;
  const pad = Math.max(2, Math.round(0.2 * Math.max(width, height)));
  const [left, top] = [Math.max(0, x - pad), Math.max(0, y - pad)];
  const [right, bottom] = [
    Math.min(seen.width, x + width + pad),
    Math.min(seen.height, y + height + pad),
  ];
  const around: number[] = [];
  for (let v = top; v < bottom; v++) {
    for (let u = left; u < right; u++) {
      const i = v * seen.width + u;
      if (look.ink.data[i] < 0.1) around.push(seen.data[i]);
    }
  }
  const strokes: number[] = [];
  for (let v = 0, i = 0; v < height; v++) {
    for (let u = 0; u < width; u++, i++) {
      if (mark.ink.data[i] > 0.6) strokes.push(seen.data[(y + v) * seen.width + x + u]);
    }
  }
  const paper = median(around);
  const ink = median(strokes);
  if (paper === null || ink === null || paper === ink) return mark.ink;
  const data = mark.ink.data.map((own, i) => {
    const grey = seen.data[(y + Math.floor(i / width)) * seen.width + x + i % width];
    const contrast = Math.min(1, Math.max(0, (grey - paper) / (ink - paper)));
    return mix(own, contrast);
  });
  return { width, height, data };
}

function mix(own: number, contrast: number): number {
  switch (Deno.env.get("MIX")) {
    case "ink":
      return own;
    case "product":
      return own * contrast;
    case "root":
      return Math.sqrt(own * contrast);
    default:
      return own > SETTINGS.ink ? contrast : own * contrast;
  }
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  return values[values.length >> 1];
}
