import type { Random } from "../base/random.ts";
import type { Point, Stroke } from "../image/draw_strokes.ts";
import { resample } from "./resample.ts";

/** Pixels along the stroke over which drift and tremor stay correlated. */
const DRIFT_LENGTH = 20;
const TREMOR_LENGTH = 4;

/**
 * Draws strokes again as somebody would who follows them with a mouse.
 *
 * The hand strays from the line, by slow drift and quick tremor; the program samples its position now and
 * then, on a grid, and joins the samples by straight lines.
 *
 * @param drift Standard deviation, in pixels, of the arm's drift away from the line.
 * @param tremor The same of the hand's tremor.
 * @param grid Positions are multiples of this, in pixels; 1 is a drawing program's own pixels.
 */
export function followWithMouse(
  strokes: readonly Stroke[],
  { drift = 0.6, tremor = 0.3, grid = 1 }: { drift?: number; tremor?: number; grid?: number },
  random: Random,
): Stroke[] {
  const snap = (value: number) => Math.round(value / grid) * grid;
  return strokes.map((stroke) => {
    const way = resample(stroke, 1);
    const [x, y] = [0, 1].map(() => {
      const slow = wander(way.length, drift, DRIFT_LENGTH, random);
      const quick = wander(way.length, tremor, TREMOR_LENGTH, random);
      return slow.map((offset, i) => offset + quick[i]);
    });
    const told: Point[] = [];
    let next = 0;
    way.forEach((point, i) => {
      if (i < next && i < way.length - 1) return;
      told.push({ x: snap(point.x + x[i]), y: snap(point.y + y[i]) });
      next = i + 1 + random.integer(4);
    });
    return told;
  });
}

/** Numbers of mean 0 that change little over `length` steps (Ornstein and Uhlenbeck, 1930). */
function wander(count: number, deviation: number, length: number, random: Random): number[] {
  const keep = Math.exp(-1 / length);
  let offset = deviation * random.normal();
  return Array.from({ length: count }, () => {
    const here = offset;
    offset = keep * offset + Math.sqrt(1 - keep * keep) * deviation * random.normal();
    return here;
  });
}
