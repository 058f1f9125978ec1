import type { Area } from "../area.ts";
import { areaOf, type PlacedGlyph } from "./placed_glyph.ts";
import type { Writing } from "./writing.ts";

/** A gap within a line wider than this is a space, in em. */
const SPACE = 0.75;

/** The writing's lines from top to bottom, each as the groups of glyphs that stand close together. */
export function groupsOf({ glyphs }: Pick<Writing, "glyphs">): PlacedGlyph[][][] {
  const lines: PlacedGlyph[][][] = [];
  let before: Area | undefined;
  for (const glyph of glyphs) {
    const { area } = glyph;
    if (!before || (area.top + area.bottom) / 2 > before.bottom || area.right < before.left) {
      lines.push([[glyph]]);
    } else if (area.left - before.right > SPACE) {
      lines.at(-1)!.push([glyph]);
    } else {
      lines.at(-1)!.at(-1)!.push(glyph);
    }
    before = area;
  }
  return lines;
}

/** Where the ink of each line is, from top to bottom; on an empty sheet, where it could be. */
export function lineAreas(writing: Pick<Writing, "glyphs" | "area">): Area[] {
  if (writing.glyphs.length === 0) return [writing.area];
  return groupsOf(writing).map((groups) => areaOf(groups.flat()));
}
