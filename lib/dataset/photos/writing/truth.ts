/** What a picture shows: which characters, and which pixels are whose. */
import type { Box } from "../../../image/gray_image.ts";
import type { Glyph } from "./glyph.ts";
import type { Inked } from "./ink.ts";

/** One handwritten character. */
export interface Mark {
  /** The digit, letter or sign. */
  readonly sign: string;
  /** False for letters and signs, and for a digit that is crossed out. */
  readonly isDigit: boolean;
  /** Where its ink is. */
  readonly box: Box;
}

/** What is written in a picture. */
export interface Truth {
  /** The digits in reading order, spaces between groups and `\n` between lines; "?" for a mark that is no digit. */
  readonly text: string;
  /** Every character that is written by hand, in reading order; at most 255. */
  readonly marks: readonly Mark[];
  /** How much of each pixel handwriting covers, in [0, 1], row-major: before a lens blurred it or light faded it. */
  readonly ink: Float32Array;
  /** Of each pixel the mark, counted from 1, that covers most of it; 0 without ink, or for a line under a word. */
  readonly owner: Uint8Array;
}

/** The character that stands for a mark in the text. */
export function readAs({ sign, isDigit }: Pick<Mark, "sign" | "isDigit">): string {
  return isDigit ? sign : "?";
}

/** The truth of a picture into which these glyphs were inked. */
export function tellTruth(text: string, glyphs: readonly Glyph[], inked: Inked): Truth {
  const marks: Mark[] = [];
  const numbers = new Uint8Array(glyphs.length + 1);
  glyphs.forEach(({ sign, isDigit }, i) => {
    if (sign === "") return;
    marks.push({ sign, isDigit, box: inked.boxes[i] });
    numbers[i + 1] = marks.length;
  });
  return { text, marks, ink: inked.ink, owner: inked.by.map((glyph) => numbers[glyph]) };
}
