import type { Random } from "../../../base/random.ts";
import type { Stroke } from "../../../image/draw_strokes.ts";
import { around } from "../area.ts";
import { strokeGlyph } from "./glyph.ts";
import { inkArea, type PlacedGlyph } from "./placed_glyph.ts";

/** Longest piece of a stroke, in em: a field's samples lie too far apart for more. */
const PIECE = 2;
/** Size of a piece's glyph at least, in em: the broadest pen has to lie within its field's reach. */
const LEAST_SIZE = 0.8;
/** Points of a straight stroke for each piece of it: few, so that it wavers slowly. */
const POINTS = 4;

/** A stroke that stands for no character, such as a line under a number, drawn by hand; lengths in em. */
export function longStroke(
  { from, to, y, penRadius }: {
    readonly from: number;
    readonly to: number;
    /** Its height at `from`. */
    readonly y: number;
    readonly penRadius: number;
  },
  random: Random,
): PlacedGlyph[] {
  const count = POINTS * Math.ceil((to - from) / PIECE);
  // However long it is, it rises little in all.
  const slope = Math.min(0.02, 0.05 / (to - from)) * random.normal();
  const points = Array.from({ length: count + 1 }, (_, i) => {
    const along = i / count * (to - from);
    return { x: from + along, y: y + slope * along + 0.008 * random.normal() };
  });
  return strokeGlyphs(points, penRadius);
}

/** Any stroke that stands for no character, as glyphs that lie end to end. */
export function strokeGlyphs(points: Stroke, penRadius: number): PlacedGlyph[] {
  const glyphs: PlacedGlyph[] = [];
  for (let first = 0; first < points.length - 1;) {
    let last = first + 1;
    while (last < points.length - 1 && longerSide(points.slice(first, last + 2)) <= PIECE) last++;
    const own = points.slice(first, last + 1);
    const { left, top, right, bottom } = around(own, 0);
    const size = Math.max(LEAST_SIZE, right - left, bottom - top);
    // In the middle of the em square, where the pen has room all round.
    const [x, y] = [(left + right - size) / 2, (top + bottom + size) / 2];
    const stroke = own.map((point) => ({ x: (point.x - x) / size, y: 1 + (point.y - y) / size }));
    const glyph = { ...strokeGlyph("", [stroke], { isDigit: false }), finest: 0.01 };
    const loose = { glyph, x, y, size, shear: 0 };
    glyphs.push({ ...loose, area: inkArea(loose, penRadius)! });
    first = last;
  }
  return glyphs;
}

function longerSide(points: Stroke): number {
  const { left, top, right, bottom } = around(points, 0);
  return Math.max(right - left, bottom - top);
}
