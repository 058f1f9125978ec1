/**
 * Lines of writing, one below the other.
 *
 * @module
 */
import type { Random } from "../../../base/random.ts";
import { areaOf, moved, type PlacedGlyph } from "./placed_glyph.ts";

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

/** The line, elsewhere. */
export function movedLine({ glyphs, text }: Line, dx: number, dy: number): Line {
  return { glyphs: glyphs.map((glyph) => moved(glyph, dx, dy)), text };
}

/**
 * Puts lines below each other so that they do not meet.
 *
 * @param pitch From one of the paper's own lines to the next, which feet keep to, in em.
 */
export function stackLines(
  { lines, gaps }: Block,
  pitch: number | undefined,
  random: Random,
): Line[] {
  let bottom = -Infinity;
  return lines.map((line) => {
    const { top } = areaOf(line.glyphs);
    const free = bottom === -Infinity ? 0 : bottom + random.uniform(...gaps) - top;
    const placed = movedLine(line, 0, pitch ? pitch * Math.ceil(free / pitch) : free);
    bottom = areaOf(placed.glyphs).bottom;
    return placed;
  });
}
