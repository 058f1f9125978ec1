/** A glyph that has its place on the sheet. */
import { type Area, middleOf, shifted, unionOf } from "../../area.ts";
import { type Glyph, MARGIN, SAMPLES, SIDE } from "./glyph.ts";
import type { Pen } from "./pen.ts";

/** A glyph on the sheet: (u, v) of its em square goes to (x + size (u - shear (v - 1)), y + size (v - 1)). */
export interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** How far the top leans to the right. */
  readonly shear: number;
  /** What it is written with, where that is another pen than the picture's. */
  readonly pen?: Pen;
  /** Where its ink is. */
  readonly area: Area;
}

/** The same before it is known where its ink is. */
export type LooseGlyph = Omit<PlacedGlyph, "area">;

/** The half width of a pen's line in a glyph's own em. */
export function radiusIn({ glyph, size }: LooseGlyph, pen: number): number {
  return Math.max(glyph.finest, pen / size);
}

/** Visits the inked samples of a glyph where they lie on the sheet. */
export function forInk(placed: LooseGlyph, pen: number, visit: (x: number, y: number) => void) {
  const { glyph: { field }, x, y, size, shear } = placed;
  const radius = radiusIn(placed, pen);
  for (let row = 0, i = 0; row < SIDE; row++) {
    const v = (row + 0.5 - MARGIN) / SAMPLES - 1;
    for (let column = 0; column < SIDE; column++, i++) {
      if (field[i] >= radius) continue;
      const u = (column + 0.5 - MARGIN) / SAMPLES;
      visit(x + size * (u - shear * v), y + size * v);
    }
  }
}

/** Where the ink of a glyph is; null where there is none. */
export function inkArea(placed: LooseGlyph, penRadius: number): Area | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  forInk(placed, penRadius, (x, y) => {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  });
  return left <= right ? { left, top, right, bottom } : null;
}

/** A glyph that has ink, with where this is. */
export function withArea(loose: LooseGlyph, penRadius: number): PlacedGlyph {
  return { ...loose, area: inkArea(loose, penRadius)! };
}

export function moved(placed: PlacedGlyph, dx: number, dy = 0): PlacedGlyph {
  const area = shifted(placed.area, dx, dy);
  return { ...placed, x: placed.x + dx, y: placed.y + dy, area };
}

/** The smallest area that holds all glyphs, of which there is at least one. */
export const areaOf = (glyphs: readonly PlacedGlyph[]): Area =>
  unionOf(glyphs.map(({ area }) => area));

/** Glyphs, moved sideways until the middle of their ink is at x = 0, and where it is then. */
export function centred(glyphs: readonly PlacedGlyph[]): { glyphs: PlacedGlyph[]; area: Area } {
  const area = areaOf(glyphs);
  const middle = middleOf(area).x;
  return { glyphs: glyphs.map((glyph) => moved(glyph, -middle)), area: shifted(area, -middle, 0) };
}
