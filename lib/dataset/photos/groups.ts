import type { Area } from "./camera.ts";
import type { PlacedGlyph } from "./placed_glyph.ts";
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

/** The smallest area that holds all glyphs, of which there is at least one. */
export function areaOf(glyphs: readonly PlacedGlyph[]): Area {
  return {
    left: Math.min(...glyphs.map(({ area }) => area.left)),
    top: Math.min(...glyphs.map(({ area }) => area.top)),
    right: Math.max(...glyphs.map(({ area }) => area.right)),
    bottom: Math.max(...glyphs.map(({ area }) => area.bottom)),
  };
}
