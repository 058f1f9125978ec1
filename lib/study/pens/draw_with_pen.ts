import { fitStrokes } from "../../dataset/reshape_strokes.ts";
import { drawStrokes, type Stroke } from "../../image/draw_strokes.ts";
import type { GrayImage } from "../../image/gray_image.ts";

/** What a digit is written with. */
export interface DrawingPen {
  /** Diameter, as a share of the digit's longer side. */
  readonly breadth: number;
  /** Darkness of its ink and of the ground, from 0 (white) to 1 (black). */
  readonly ink: number;
  readonly ground: number;
}

/**
 * Six pens: a hair line, a ball pen, a felt-tip, two markers, and a pencil that is hardly seen.
 *
 * The broadest one fills small loops.
 */
export const PENS: Readonly<Record<string, DrawingPen>> = {
  "hair line": { breadth: 0.01, ink: 1, ground: 0 },
  "ball pen": { breadth: 0.04, ink: 1, ground: 0 },
  "felt-tip": { breadth: 0.12, ink: 1, ground: 0 },
  "marker": { breadth: 0.24, ink: 1, ground: 0 },
  "broad marker": { breadth: 0.34, ink: 1, ground: 0 },
  "faint pencil": { breadth: 0.03, ink: 0.08, ground: 0.05 },
};

/** Pixels of the longer side of a digit's centre lines, and of the picture, both ways. */
const [LENGTH, SIDE] = [100, 160];

/**
 * Strokes written in the middle of a picture of 160 x 160 pixels: 1 is black.
 *
 * @param strokes Centre lines, y downward, in any unit: the longer side of them all becomes 100 pixels.
 */
export function drawWithPen(
  strokes: readonly Stroke[],
  { breadth, ink, ground }: DrawingPen,
): GrayImage {
  const placed = fitStrokes(strokes, LENGTH, () => SIDE / 2);
  const image = drawStrokes(placed, { width: SIDE, height: SIDE, pen: breadth * LENGTH });
  return { ...image, data: image.data.map((share) => ground + share * (ink - ground)) };
}
