/** Printed letters, sharp at any size: distances to the outlines of the fonts of dejavu-fonts-ttf. */
import { clamp } from "../../../base/clamp.ts";
import { boundsOf } from "../../area.ts";
import { insideOf, outlineOf, type Segment } from "../outline.ts";

const files = {
  sans: "DejaVuSans",
  bold: "DejaVuSans-Bold",
  serif: "DejaVuSerif",
  serifBold: "DejaVuSerif-Bold",
  mono: "DejaVuSansMono",
  oblique: "DejaVuSans-Oblique",
  condensed: "DejaVuSansCondensed",
};
export type Face = keyof typeof files;
/** The faces that print comes in. */
export const faces = Object.keys(files) as Face[];

/** One printed letter; lengths are in the letter's own em, y downward from the baseline. */
export interface Letter {
  /** From this letter to the next. */
  readonly advance: number;
  /** `columns * rows` distances to the outline, in em, positive inside. */
  readonly field: Float32Array;
  readonly columns: number;
  readonly rows: number;
  /** Where the field's left upper corner is. */
  readonly left: number;
  readonly top: number;
}

/** Samples of a field for 1 em. */
export const LETTER_SAMPLES = 40;
/** What a field shows around the outline, in samples. */
const AROUND = 3;

const letters = new Map<string, Letter>();

/**
 * A letter of a face, made once.
 *
 * @throws {DataError} when dejavu-fonts-ttf is not installed.
 */
export function letterOf(face: Face, sign: string): Letter {
  return letters.getOrInsertComputed(face + sign, () => makeLetter(face, sign));
}

function makeLetter(face: Face, sign: string): Letter {
  const { advance, segments } = outlineOf(`dejavu-fonts-ttf/ttf/${files[face]}.ttf`, sign)!;
  if (segments.length === 0) {
    return { advance, field: new Float32Array(0), columns: 0, rows: 0, left: 0, top: 0 };
  }
  const corners = segments.map(([x, y]) => ({ x, y }));
  const { left, top, right, bottom } = boundsOf(corners, AROUND / LETTER_SAMPLES);
  const columns = Math.ceil((right - left) * LETTER_SAMPLES);
  const rows = Math.ceil((bottom - top) * LETTER_SAMPLES);
  const places = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => from + (i + 0.5) / LETTER_SAMPLES);
  const [xs, ys] = [places(left, columns), places(top, rows)];
  const inside = insideOf(segments, xs, ys);
  const field = new Float32Array(columns * rows).map((_, i) => {
    const distance = toOutline(segments, xs[i % columns], ys[Math.floor(i / columns)]);
    return inside[i] ? distance : -distance;
  });
  return { advance, field, columns, rows, left, top };
}

/** How far an outline is from a place. */
function toOutline(segments: readonly Segment[], x: number, y: number): number {
  let nearest = Infinity;
  for (const [x1, y1, x2, y2] of segments) {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const t = clamp(((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy));
    const [ex, ey] = [x - x1 - t * dx, y - y1 - t * dy];
    nearest = Math.min(nearest, ex * ex + ey * ey);
  }
  return Math.sqrt(nearest);
}
