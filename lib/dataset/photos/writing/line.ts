/** Lines of writing, one below the other. */
import type { Random } from "../../../base/random.ts";
import type { Area } from "../../area.ts";
import { areaOf, moved, type PlacedGlyph } from "./placed_glyph.ts";
import type { Writing } from "./writing.ts";

/** One line of writing. */
export interface Line {
  readonly glyphs: readonly PlacedGlyph[];
  /** As it is to be read; "?" stands for what is no digit. */
  readonly text: string;
}

/** Lines that belong below each other. */
export interface Block {
  readonly lines: readonly Line[];
  /** Bounds of what is left between the ink of two lines, in em. */
  readonly gaps: readonly [least: number, most: number];
}

export function movedLine({ glyphs, text }: Line, dx: number, dy = 0): Line {
  return { glyphs: glyphs.map((glyph) => moved(glyph, dx, dy)), text };
}

/** Puts lines below each other so that they do not meet; feet keep to the paper's own lines, `pitch` apart. */
export function stackLines(block: Block, pitch: number | undefined, random: Random): Line[] {
  let bottom = -Infinity;
  return block.lines.map((line) => {
    const { top } = areaOf(line.glyphs);
    const free = bottom === -Infinity ? 0 : bottom + random.uniform(...block.gaps) - top;
    const placed = movedLine(line, 0, pitch ? pitch * Math.ceil(free / pitch) : free);
    bottom = areaOf(placed.glyphs).bottom;
    return placed;
  });
}

/** A gap within a line wider than this is a space, in em. */
const SPACE = 0.75;

/** The writing's lines from top to bottom, each as the groups of characters that stand close together. */
export function groupsOf({ glyphs }: Pick<Writing, "glyphs">): PlacedGlyph[][][] {
  const lines: PlacedGlyph[][][] = [];
  let before: Area | undefined;
  // Strokes under characters and rings round them are no writing.
  for (const glyph of glyphs.filter(({ glyph }) => glyph.sign !== "")) {
    const { area } = glyph;
    const isBelow = !before || area.top > before.bottom || area.right < before.left;
    if (isBelow) lines.push([[glyph]]);
    else if (area.left - before!.right > SPACE) lines.at(-1)!.push([glyph]);
    else lines.at(-1)!.at(-1)!.push(glyph);
    before = area;
  }
  return lines;
}

/** Where the ink of each line is, from top to bottom; on an empty sheet, where it could be. */
export function lineAreas(writing: Pick<Writing, "glyphs" | "area">): Area[] {
  if (writing.glyphs.length === 0) return [writing.area];
  return groupsOf(writing).map((groups) => areaOf(groups.flat()));
}
