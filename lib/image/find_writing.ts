/**
 * The pieces of writing in a picture's ink, line by line: frames, edges, specks and dashes left out.
 *
 * @module
 */
import { findComponents } from "./components.ts";
import { dropEdges, dropShadows } from "./edges.ts";
import type { FoundInk } from "./find_ink.ts";
import { dropFrames, eraseFrames } from "./frames.ts";
import type { GrayImage } from "./gray_image.ts";
import { findPieces, type Piece, weightedMedian } from "./pieces.ts";
import { removeLines } from "./remove_lines.ts";
import { findLines, type TextLine } from "./text_lines.ts";

/** Ink, in [0, 1], that is part of a stroke where paper is clean. */
const STROKE = 0.1;

/** Less than this share of the picture's longer side, a piece is no writing. */
const LEAST_SIDE = 0.012;

/** With fewer pixels on its longer side, nobody reads a piece. */
const LEAST_PIXELS = 8;

/** Nor lines whose digits are lower, in pixels: the network sees them 20 high. */
const LEAST_HEIGHT = 12;

/** Fainter than this share of the strongest ink, a piece is what a picture's compression leaves beside it. */
const LEAST_LEVEL = 0.2;

/** Where a picture's writing is. */
export interface Writing {
  readonly ink: GrayImage;
  /** `width * height` labels; 0 is none. */
  readonly labels: Int32Array;
  /** From top to bottom. */
  readonly lines: readonly TextLine[];
  /** Whether paper has no grain, so that the soft edges of strokes can be told from it. */
  readonly clean: boolean;
}

/** Finds the writing in a picture's ink, printed lines taken off. */
export function findWriting(seen: FoundInk): Writing {
  const { width, height } = seen;
  const threshold = Math.max(STROKE, seen.noise);
  const all = findComponents(seen, threshold);
  const unframed = eraseFrames(seen, all);
  const ink = removeLines(unframed, threshold);
  const { labels, pieces } = findPieces(ink, ink === seen ? all : findComponents(ink, threshold));
  const least = Math.max(LEAST_PIXELS, LEAST_SIDE * Math.max(width, height));
  const visible = pieces.filter(({ box, level }) =>
    Math.max(box.width, box.height) >= least && level >= LEAST_LEVEL
  );
  const unboxed = dropFrames(dropShadows(visible, labels, ink), labels, width);
  const inside = dropEdges(ink, labels, unboxed, { ruled: ink !== unframed });
  const lines = findLines(dropSpecks(dropGrain(dropFlat(inside), ink.noise)));
  const legible = lines.filter(({ height }) => height >= LEAST_HEIGHT);
  return { ink, labels, lines: legible, clean: ink.noise < STROKE };
}

/** Underlines: much wider than tall, beside writing that is much taller; a five's bar is shorter. */
function dropFlat(pieces: readonly Piece[]): readonly Piece[] {
  const tallest = pieces.reduce((most, { box }) => Math.max(most, box.height), 0);
  return pieces.filter(({ box }) => box.width < 1.2 * tallest || box.height > 0.4 * tallest);
}

/** How far the strongest piece of writing stands out from the grain of the paper at least. */
const OVER_GRAIN = 1.75;

/** All that there is, where it is no stronger than what paper with much grain shows by chance. */
function dropGrain(pieces: readonly Piece[], noise: number): readonly Piece[] {
  return pieces.some(({ level }) => level > OVER_GRAIN * noise) ? pieces : [];
}

/** Dust, creases and stains: pieces that are little, or faint, beside most of the writing. */
function dropSpecks(pieces: readonly Piece[]): readonly Piece[] {
  const large = 0.25 * weightedMedian(pieces, ({ box }) => box.height);
  const level = pieces.reduce(
    (most, { box, level }) => box.height >= large ? Math.max(most, level) : most,
    0,
  );
  const strong = pieces.filter((piece) => piece.level >= 0.5 * level);
  const height = weightedMedian(strong, ({ box }) => box.height);
  const mass = weightedMedian(
    strong.filter(({ box }) => box.height >= 0.5 * height),
    (piece) => piece.mass,
  );
  return strong.filter((piece) => piece.mass >= 0.04 * mass);
}

/** The ink of a picture's writing alone. */
export function writtenInk({ ink, labels, lines }: Writing): GrayImage {
  const kept = new Set(lines.flatMap(({ pieces }) => pieces.map(({ label }) => label)));
  return { ...ink, data: ink.data.map((value, i) => kept.has(labels[i]) ? value : 0) };
}
