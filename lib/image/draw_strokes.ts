/** Drawing with a round pen. */
import { clamp } from "../base/clamp.ts";
import type { GrayImage } from "./gray_image.ts";

/** A place in a picture, in pixels; (0, 0) is the top left corner of the top left pixel. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the pen does between touching the paper and leaving it: a polyline; one point is a dot. */
export type Stroke = readonly Point[];

/** What {@linkcode drawStrokes} takes. */
export interface DrawStrokesOptions {
  /** Pixels of the picture. */
  readonly width: number;
  readonly height: number;
  /** Diameter of the pen, in pixels, above 0. */
  readonly pen: number;
  /** Whether pixels at the edge of the ink are grey; when false every pixel is 0 or 1. Default true. */
  readonly antialias?: boolean;
}

/**
 * Draws strokes on blank paper; what lies outside the picture is cut off.
 *
 * A pixel's ink falls off linearly over one pixel across the edge of the pen, which is close to the
 * share of the pixel that the pen covers. Ink does not add up where strokes cross.
 */
export function drawStrokes(
  strokes: readonly Stroke[],
  { width, height, pen, antialias = true }: DrawStrokesOptions,
): GrayImage {
  const image = { width, height, data: new Float32Array(width * height) };
  for (const stroke of strokes) {
    stroke.forEach((to, i) => drawSegment(image, stroke[Math.max(0, i - 1)], to, pen / 2));
  }
  if (!antialias) image.data.forEach((ink, i) => image.data[i] = ink >= 0.5 ? 1 : 0);
  return image;
}

function drawSegment(image: GrayImage, from: Point, to: Point, radius: number): void {
  const { width, height, data } = image;
  const reach = radius + 1;
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
  const right = Math.min(width - 1, Math.ceil(Math.max(from.x, to.x) + reach));
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(from.y, to.y) + reach));
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length2 = dx * dx + dy * dy;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const px = x + 0.5 - from.x;
      const py = y + 0.5 - from.y;
      // The nearest place of the segment, from 0 at `from` to 1 at `to`.
      const along = length2 === 0 ? 0 : clamp((px * dx + py * dy) / length2);
      const distance = Math.hypot(px - along * dx, py - along * dy);
      const ink = Math.min(1, radius + 0.5 - distance);
      const i = y * width + x;
      if (ink > data[i]) data[i] = ink;
    }
  }
}
