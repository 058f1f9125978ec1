/** How far to the right writing leans, for a unit upwards. */
import type { Random } from "../../../base/random.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import { slantOf } from "../../reshape_strokes.ts";
import type { Glyph } from "./glyph.ts";
import { forInk } from "./placed_glyph.ts";

/** Draws somebody's slant by lot: most write nearly upright. */
export function drawSlant(random: Random): number {
  return (random.chance(0.2) ? 0.3 : 0.1) * random.normal();
}

/**
 * The shear that makes a one upright, 0 for other digits. A dataset's ones are of many people: where one leans as its
 * neighbours do not, nothing but its place tells it from a slash.
 */
export function slantOfOne(glyph: Glyph): number {
  if (glyph.sign !== "1") return 0;
  const ink: Point[] = [];
  forInk(
    { glyph, x: 0, y: 0, size: 1, shear: 0 },
    glyph.finest || FINE,
    (x, y) => ink.push({ x, y }),
  );
  return ink.length > 0 ? slantOf([ink]) : 0;
}

/** A pen for glyphs of centre lines, as a radius in em. */
const FINE = 0.03;
