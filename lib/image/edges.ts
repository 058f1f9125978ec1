/**
 * Where the paper ends: edges of sheets, desks and shadows, and what printed lines leave at a side.
 *
 * @module
 */
import { contacts } from "./components.ts";
import type { FoundInk } from "./find_ink.ts";
import { emptiness, type Piece } from "./pieces.ts";

/** Thinner than this share of its length, what ends at a side of ruled paper is the rest of a printed line. */
const HAIR = 0.1;

/** Share of the picture that the pen of a digit cut out tight is wide at least; edges of paper are less. */
const THINNEST = 0.04;

/**
 * Edges of the paper, desks and shadows: what the border of the picture cuts through, and what runs along
 * it where there is other writing. A digit cut out tight touches opposite sides.
 *
 * @param ruled Whether printed lines were taken off.
 */
export function dropEdges(
  ink: FoundInk,
  labels: Int32Array,
  pieces: readonly Piece[],
  { ruled }: { readonly ruled: boolean },
): readonly Piece[] {
  const { width, height } = ink;
  const contactOf = contacts(labels, width);
  const sidesMet = (label: number) => contactOf(label).filter((count) => count > 0).length;
  const whole = pieces.filter((piece) => {
    const { label, box } = piece;
    const [left, right, top, bottom] = contactOf(label);
    const sides = sidesMet(label);
    const isThin = box.height > THIN * box.width || box.width > THIN * box.height;
    if ((isThin || sides > 0) && partsPapers(piece, ink, labels)) return false;
    // Squared paper that could not be taken off.
    if (sides >= 3 && emptiness(piece) > 0.8) return false;
    const area = piece.mass / piece.level;
    const isStroke = area > THINNEST * width * height;
    if (left > 0 && right > 0) return isStroke;
    if (Math.max(left, right) >= 0.5 * box.height) return false;
    if (top > 0 && bottom > 0) return isStroke;
    const isHair = area < HAIR * Math.max(box.width, box.height) ** 2;
    if (ruled && sides > 0 && isHair) return false;
    return Math.max(top, bottom) < 0.5 * box.width;
  });
  const inside = whole.filter(({ label, box }) => {
    const sides = sidesMet(label);
    return sides === 0 || (sides === 1 && box.width < 0.5 * width && box.height < 0.5 * height);
  });
  return isWriting(inside, whole) ? inside : whole;
}

/** Whether `some` hold enough of the ink of `all` to be what was meant. */
function isWriting(some: readonly Piece[], all: readonly Piece[]): boolean {
  const most = (pieces: readonly Piece[]) => pieces.reduce((m, { mass }) => Math.max(m, mass), 0);
  return most(some) > 0.03 * most(all);
}

/** How many times as long as wide a piece is that may be the edge of a sheet. */
const THIN = 3;

/** How much darker the paper on one side of a piece is than on the other where it is the edge of a sheet. */
const OTHER_PAPER = 0.12;

/** How near a piece the paper counts as beside it, as a share of the picture's longer side. */
const BESIDE = 0.025;

/** Whether the paper beside a piece is of two kinds: a sheet and a desk, or light and shadow. */
function partsPapers(
  { box, label }: Piece,
  ink: FoundInk,
  labels: Int32Array,
): boolean {
  const { width, height } = ink;
  const upright = box.height >= box.width;
  const reach = Math.ceil(BESIDE * Math.max(width, height));
  const [first, count] = upright ? [box.y, box.height] : [box.x, box.width];
  const [start, depth, end] = upright ? [box.x, box.width, width] : [box.y, box.height, height];
  let [before, after, seen] = [0, 0, 0];
  for (let along = first; along < first + count; along += Math.ceil(count / 32)) {
    const at = (across: number) => upright ? along * width + across : across * width + along;
    let low = start;
    while (low < start + depth && labels[at(low)] !== label) low++;
    let high = start + depth - 1;
    while (high >= low && labels[at(high)] !== label) high--;
    if (low > high || low - reach < 0 || high + reach >= end) continue;
    before += upright ? paperAt(ink, low - reach, along) : paperAt(ink, along, low - reach);
    after += upright ? paperAt(ink, high + reach, along) : paperAt(ink, along, high + reach);
    seen++;
  }
  return seen > 0 && Math.abs(before - after) > OTHER_PAPER * Math.max(before, after);
}

/** How near a piece it touches it, likewise: the sheet under writing goes on for longer. */
const TOUCHING = 0.0125;

/** How much darker than the darker paper beside it what is written must be, and how much of a piece, as shares. */
const DARKER = 0.1;
const WRITTEN = 0.1;

/** Shadows: what is no darker than the darker of two papers beside it, as a finger is that belongs to a hand. */
export function dropShadows(
  pieces: readonly Piece[],
  labels: Int32Array,
  ink: FoundInk,
): readonly Piece[] {
  const { width, height, contrast, data } = ink;
  const reach = Math.ceil(TOUCHING * Math.max(width, height));
  return pieces.filter(({ box, label }) => {
    const own = paperAt(ink, box.x + (box.width >> 1), box.y + (box.height >> 1));
    const [left, right] = [Math.max(0, box.x - reach), Math.min(width, box.x + box.width + reach)];
    const [top, bottom] = [
      Math.max(0, box.y - reach),
      Math.min(height, box.y + box.height + reach),
    ];
    let darkest = own;
    for (let y = top; y < bottom; y++) {
      darkest = Math.min(darkest, paperAt(ink, left, y), paperAt(ink, right - 1, y));
    }
    for (let x = left; x < right; x++) {
      darkest = Math.min(darkest, paperAt(ink, x, top), paperAt(ink, x, bottom - 1));
    }
    if (darkest >= (1 - OTHER_PAPER) * own) return true;
    const least = (1 - (1 - DARKER) * darkest / own) / contrast;
    let [written, area] = [0, 0];
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let i = y * width + box.x; i < y * width + box.x + box.width; i++) {
        if (labels[i] !== label) continue;
        area++;
        if (data[i] > least) written++;
      }
    }
    return written > WRITTEN * area;
  });
}

/** Brightness of the paper in which a pixel lies. */
function paperAt({ paper, width, height }: FoundInk, x: number, y: number): number {
  return paper.data[
    Math.floor(y / height * paper.height) * paper.width + Math.floor(x / width * paper.width)
  ];
}
