/** The shape of one written character, sharp at any size: distances instead of pixels. */
import { clamp } from "../../../base/clamp.ts";
import { findComponents } from "../../../image/components.ts";
import { signedDistances } from "../../../image/distance_transform.ts";
import type { Stroke } from "../../../image/draw_strokes.ts";
import { type Dataset, imageAt, pictureAt } from "../../dataset.ts";
import { resample } from "../../resample.ts";
import { traceStrokes } from "../../trace_strokes.ts";
import { enlarge, smooth } from "../../spline.ts";

/** Samples of a glyph's field for 1 em, and along each of its sides; the em square lies in the middle. */
export const SAMPLES = 80;
export const SIDE = 112;
export const MARGIN = (SIDE - SAMPLES) / 2;

/** One written character. */
export interface Glyph {
  /** Its name; empty where it stands for no character, as a line under a word does. */
  readonly sign: string;
  /** Whether it is to be read as a digit. */
  readonly isDigit: boolean;
  /** `SIDE * SIDE` distances to the strokes' centre lines, in em: a pen of that radius inks the place. */
  readonly field: Float32Array;
  /** The finest pen, as a radius in em, that leaves the strokes whole. */
  readonly finest: number;
}

/** Distances are cut off here, in em: no pen reaches so far. */
const FAR = 0.18;

/** The em as a share of a dataset's picture: MNIST's digits are 20 pixels high in 28. */
const EM = 20 / 28;
/** Ink from which a place counts as inside; below a half, because the spline blurs the strokes. */
const EDGE = 0.42;
/** Finer than this share of its own half width, a shape comes apart. */
const FINEST_SHARE = 0.62;

/** The shape of a dataset's digit; a pen of its strokes' half width inks it as it is. */
export function shapeGlyph(dataset: Dataset, index: number): Glyph {
  const grey = enlarge(imageAt(dataset, index), dataset.width, dataset.height, SIDE);
  const inside = new Uint8Array(grey.length).map((_, i) => Number(grey[i] >= EDGE * 255));
  return inkedGlyph(dataset.classes[dataset.labels[index]], inside);
}

/** A glyph of the samples that its ink covers, `SIDE * SIDE` of them. */
export function inkedGlyph(sign: string, inside: Uint8Array, { isDigit = true } = {}): Glyph {
  const field = signedDistances(inside, SIDE, SIDE).map((distance) => distance / SAMPLES);
  let [depth, count] = [0, 0];
  for (let i = 0; i < field.length; i++) {
    if (!inside[i]) continue;
    depth -= field[i];
    count++;
  }
  // Across a stroke, the mean depth is half of its half width.
  const halfWidth = count > 0 ? 2 * depth / count : 0;
  const smoothed = smooth(field, SIDE);
  for (let i = 0; i < smoothed.length; i++) smoothed[i] = Math.min(FAR, smoothed[i] + halfWidth);
  return { sign, isDigit, field: smoothed, finest: FINEST_SHARE * halfWidth };
}

/** A dataset's digit by its centre lines, for fine pens; by its shape where they do not tell all of it. */
export function tracedGlyph(dataset: Dataset, index: number): Glyph {
  const { shape, lines, isWhole } = trace(dataset, index);
  return isWhole ? lines : shape;
}

/** The centre lines themselves, in em, y downward; null where they do not tell all of the digit. */
export function tracedStrokes(dataset: Dataset, index: number): readonly Stroke[] | null {
  const { strokes, isWhole } = trace(dataset, index);
  return isWhole ? strokes : null;
}

function trace(dataset: Dataset, index: number) {
  const shape = shapeGlyph(dataset, index);
  const scale = 1 / (EM * dataset.width);
  const shift = (1 / EM - 1) / 2;
  const strokes = traceStrokes(pictureAt(dataset, index)).map((stroke) =>
    resample(stroke, 1).map(({ x, y }) => ({ x: x * scale - shift, y: y * scale - shift }))
  );
  const lines = strokeGlyph(shape.sign, strokes);
  const halfWidth = shape.finest / FINEST_SHARE;
  const isCovered = !shape.field.some((distance, i) =>
    distance < 0.5 * halfWidth && lines.field[i] > 1.3 * halfWidth
  );
  return { shape, strokes, lines, isWhole: isCovered && hasItsLoops(lines) };
}

/** Loops of paper in the digits that have some. */
const LOOPS: Readonly<Record<string, number>> = { 0: 1, 6: 1, 8: 2, 9: 1 };
/** Pens, as radii in em, the broadest of which closes a loop that was left open. */
const PENS = [0.02, 0.05, 0.08, 0.11];

/** Whether no loop is missing: the centre line of a loop that ink has filled is a dot, and an eight becomes a one. */
function hasItsLoops({ sign, field }: Glyph): boolean {
  const loops = LOOPS[sign] ?? 0;
  return PENS.some((radius) => loopsIn(field, radius) >= loops);
}

/** How many loops of paper a pen of a radius in em leaves in a glyph's field. */
export function loopsIn(field: Float32Array, radius: number): number {
  // A finer line would have gaps between the samples.
  const line = Math.max(radius, 1 / SAMPLES);
  // One piece of paper lies around the glyph.
  return findComponents({ width: SIDE, height: SIDE, data: field }, line).components.length - 1;
}

/** A glyph of strokes, in em, y downward. */
export function strokeGlyph(
  sign: string,
  strokes: readonly Stroke[],
  { isDigit = true } = {},
): Glyph {
  const field = new Float32Array(SIDE * SIDE).fill(FAR);
  for (const stroke of strokes) {
    stroke.forEach((to, i) => {
      const from = stroke[Math.max(0, i - 1)];
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const length2 = dx * dx + dy * dy;
      const low = (a: number, b: number) => toSample(Math.min(a, b) - FAR, Math.ceil);
      const high = (a: number, b: number) => toSample(Math.max(a, b) + FAR, Math.floor);
      const [left, right] = [low(from.x, to.x), high(from.x, to.x)];
      const [top, bottom] = [low(from.y, to.y), high(from.y, to.y)];
      for (let row = top; row <= bottom; row++) {
        const py = (row + 0.5 - MARGIN) / SAMPLES - from.y;
        for (let column = left; column <= right; column++) {
          const px = (column + 0.5 - MARGIN) / SAMPLES - from.x;
          const t = length2 === 0 ? 0 : clamp((px * dx + py * dy) / length2);
          const [ex, ey] = [px - t * dx, py - t * dy];
          const distance = Math.sqrt(ex * ex + ey * ey);
          const at = row * SIDE + column;
          if (distance < field[at]) field[at] = distance;
        }
      }
    });
  }
  return { sign, isDigit, field, finest: 0 };
}

function toSample(em: number, whole: (value: number) => number): number {
  return clamp(whole(em * SAMPLES + MARGIN - 0.5), 0, SIDE - 1);
}
