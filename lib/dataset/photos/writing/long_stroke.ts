import type { Random } from "../../../base/random.ts";
import { strokeGlyph } from "./glyph.ts";
import { inkArea, type PlacedGlyph } from "./placed_glyph.ts";
import type { Pen } from "./pen.ts";

/** Longest piece of a stroke, in em: a field's samples lie too far apart for more. */
const PIECE = 2;
/** Size of a piece's glyph at least, in em: the broadest pen has to lie within its field's reach. */
const LEAST_SIZE = 0.8;

/** A stroke that stands for no character, such as a line under a number, drawn by hand; lengths in em. */
export function longStroke(
  { from, to, y, penRadius, pen }: {
    readonly from: number;
    readonly to: number;
    /** Its height at `from`. */
    readonly y: number;
    readonly penRadius: number;
    readonly pen?: Pen;
  },
  random: Random,
): PlacedGlyph[] {
  const count = Math.ceil((to - from) / PIECE);
  const length = (to - from) / count;
  const size = Math.max(LEAST_SIZE, length);
  // However long it is, it rises little in all.
  const slope = Math.min(0.02, 0.05 / (to - from)) * random.normal();
  // Half way down the em square, and above or below that where the hand is unsteady.
  const heights = Array.from(
    { length: 4 * count + 1 },
    (_, i) => 0.5 + (slope * i * length / 4 + 0.008 * random.normal()) / size,
  );
  return Array.from({ length: count }, (_, piece) => {
    const points = Array.from({ length: 5 }, (_, i) => ({
      x: i * length / 4 / size,
      y: heights[4 * piece + i],
    }));
    const glyph = { ...strokeGlyph("", [points], { isDigit: false }), finest: 0.01 };
    const loose = { glyph, x: from + piece * length, y: y + size / 2, size, shear: 0, pen };
    return { ...loose, area: inkArea(loose, penRadius)! };
  });
}
