/**
 * From pieces of writing to digits: which pieces belong together, where touching digits part.
 *
 * Over-segmentation and the best path (Matan et al. 1992, LeCun et al. 1998): all ways of joining
 * neighbours and of cutting what is doubtful are tried, the recognizer says how sure it is of every part,
 * and the surest way through the line wins.
 *
 * @module
 */
import type { Writing } from "./image/find_writing.ts";
import type { Box, GrayImage } from "./image/gray_image.ts";
import { normalize } from "./image/normalize.ts";
import type { Piece } from "./image/pieces.ts";
import { findSeams } from "./image/seams.ts";
import type { TextLine } from "./image/text_lines.ts";

/** Probabilities of every class for pictures as `normalize` makes them, in order. */
export type Classify = (inputs: readonly GrayImage[]) => Promise<readonly Float32Array[]>;

/** One digit found in a line. */
export interface FoundDigit {
  readonly box: Box;
  /** What the network saw. */
  readonly input: GrayImage;
  readonly probabilities: Float32Array;
}

/** Confidence of a whole piece beyond which nothing else is tried. */
const SURE = 0.995;

/** Most cuts through a piece for each height of the line that it is wide, and most parts of one digit. */
const MOST_SEAMS = 9;
const MOST_PARTS = 8;

/** Wider than this, in heights of the line, no digit is. */
const WIDEST = 1.7;

/** What ways through a line cost, in nats, beside the doubt of the recognizer. */
const COSTS = {
  /** A cut, and on top of it one through as much ink as a digit is tall. */
  seam: 0.05,
  seamInk: 0.5,
  /** A part without width that was cut off, less the wider it is: any slice of a digit may pass for a one. */
  narrow: 0.3,
  /** A gap of a fifth of the height inside a digit, beside or above; it grows with the square of the gap. */
  gap: 1,
  /** A quarter of the height that a digit is wider than 1.2 times its own; likewise. */
  wide: 0.3,
  /** A quarter of the line's height that a digit is lower than three quarters of it; likewise. */
  low: 2,
  /** Leaving out what is nearly large enough to be a digit; with the square of its longer side, less for specks. */
  small: 2,
  /** Leaving out what is fainter than the rest: a shadow, unless it reads at least half well. */
  faint: 2.7,
  /** A slice that belongs to two digits. */
  shared: 0.1,
  /** A part that the recognizer does not trust. */
  refused: 2,
} as const;

/** Wider than this share of its height, a part is not narrow. */
const NARROW = 0.4;

/** Smaller than this share of the line's height, a part may be left out. */
const SMALL = 0.4;

/** Two pieces of one digit are together at most this many times as tall as each of them, added. */
const CLOSE = 1.3;

/** Less than this share of the strongest writing's ink, and a piece is faint. */
const FAINT = 0.7;

/** A part of a line: a piece, or a slice of one between two cuts. */
interface Atom {
  readonly pieces: readonly Slice[];
  readonly box: Box;
  /** What the cut on its left costs; 0 where there was paper. */
  readonly cost: number;
}

interface Slice {
  readonly piece: Piece;
  /** For each row of the piece's box, first column of the slice and first one beyond it, from the box's left. */
  readonly from?: readonly number[];
  readonly to?: readonly number[];
}

/**
 * Reads the digits of every line, each from left to right.
 *
 * @param threshold Confidence, in [0, 1], below which the recognizer does not trust an answer.
 */
export async function readLines(
  writing: Writing,
  classify: Classify,
  threshold: number,
): Promise<FoundDigit[][]> {
  const rows = possibleRows(writing.lines);
  const wholes = rows.map(({ line }) => joinOverlapping(line.pieces));
  const first = await classifyAll(writing, wholes.flat(), classify);
  const lattices = rows.map(({ line }, n) => {
    const start = wholes.slice(0, n).reduce((sum, { length }) => sum + length, 0);
    return lattice(writing, line, wholes[n].map((atom, i) => ({ atom, digit: first[start + i] })));
  });
  const open = lattices.flatMap(({ segments }) => segments.filter(({ digit }) => digit === null));
  const second = await classifyAll(writing, open.map(({ atom }) => atom), classify);
  open.forEach((segment, i) => segment.digit = second[i]);

  const paths = lattices.map((line) => bestPath(line, threshold));
  const best: { cost: number; lines: FoundDigit[][] }[] = [{ cost: 0, lines: [] }];
  for (let end = 1; end <= writing.lines.length; end++) {
    const ways = rows.flatMap((row, n) => {
      if (row.end !== end) return [];
      const { cost, lines } = best[row.start];
      return { cost: cost + paths[n].cost, lines: [...lines, digitsOf(paths[n])] };
    });
    best.push(ways.reduce((a, b) => b.cost < a.cost ? b : a));
  }
  // In a line of specks alone everything may be left out.
  return best[writing.lines.length].lines.filter((digits) => digits.length > 0);
}

/** Rows of a picture's pieces, from the first to before `end`, taken for one line. */
interface Row {
  readonly start: number;
  readonly end: number;
  readonly line: TextLine;
}

/** Every line, and two close ones as one: broken digits fall into an upper and a lower row. */
function possibleRows(lines: readonly TextLine[]): Row[] {
  return lines.flatMap((line, start) => {
    const row = { start, end: start + 1, line };
    const next = lines[start + 1];
    return next && areClose(line, next)
      ? [row, { start, end: start + 2, line: mergeLines(line, next) }]
      : [row];
  });
}

/** Whether a digit may reach from one line to the other: somewhere the gap is small beside both. */
function areClose(upper: TextLine, lower: TextLine): boolean {
  return upper.pieces.some(({ box: a }) =>
    lower.pieces.some(({ box: b }) => {
      const { width, height } = union(a, b);
      return width < a.width + b.width && height < CLOSE * (a.height + b.height);
    })
  );
}

function mergeLines(upper: TextLine, lower: TextLine): TextLine {
  const pieces = [...upper.pieces, ...lower.pieces].sort((a, b) => a.box.x - b.box.x);
  const height = Math.max(...joinOverlapping(pieces).map(({ box }) => box.height));
  return { pieces, height };
}

/** A part of a picture that may be a digit, and what the network is to see of it. */
export interface Candidate {
  readonly box: Box;
  readonly input: () => GrayImage;
}

/** All parts of the lines that would be tried if the recognizer were never sure: right ones and wrong ones. */
export function findCandidates(writing: Writing): Candidate[] {
  return possibleRows(writing.lines).flatMap(({ line }) => {
    const wholes = joinOverlapping(line.pieces).map((atom) => ({ atom, digit: null }));
    return lattice(writing, line, wholes).segments.map(({ atom }) => ({
      box: atom.box,
      input: () => normalize(cutOut(writing, atom)),
    }));
  });
}

/** The digit that all pieces of all lines make together. */
export async function readSingle(writing: Writing, classify: Classify): Promise<FoundDigit> {
  return (await classifyAll(writing, [wholeOf(writing)], classify))[0];
}

/** What {@linkcode readSingle} shows to the network. */
export function singleInput(writing: Writing): GrayImage {
  return normalize(cutOut(writing, wholeOf(writing)));
}

function wholeOf({ lines }: Writing): Atom {
  return toAtom(lines.flatMap(({ pieces }) => pieces.map((piece) => ({ piece }))));
}

/** Pieces above one another, as a five and its bar. */
function joinOverlapping(pieces: readonly Piece[]): Atom[] {
  const groups: Slice[][] = [];
  let right = -Infinity;
  for (const piece of pieces) {
    const group = groups.at(-1);
    const { x, width } = piece.box;
    const shared = Math.min(right, x + width) - x;
    const narrow = group && Math.min(width, right - toAtom(group).box.x);
    if (group && shared > 0.6 * narrow!) group.push({ piece });
    else groups.push([{ piece }]);
    right = group && shared > 0.6 * narrow! ? Math.max(right, x + width) : x + width;
  }
  return groups.map((group) => toAtom(group));
}

function toAtom(pieces: readonly Slice[]): Atom {
  return { pieces, cost: 0, box: pieces.map(({ piece }) => piece.box).reduce(union) };
}

/** Neighbouring atoms as one; slices of one piece grow together. */
function join(parts: readonly Atom[]): Atom {
  const slices = new Map<number, Slice>();
  for (const slice of parts.flatMap(({ pieces }) => pieces)) {
    const left = slices.get(slice.piece.label);
    slices.set(slice.piece.label, left ? { ...slice, from: left.from } : slice);
  }
  return {
    pieces: [...slices.values()],
    cost: parts[0].cost,
    box: parts.map(({ box }) => box).reduce(union),
  };
}

async function classifyAll(
  writing: Writing,
  atoms: readonly Atom[],
  classify: Classify,
): Promise<FoundDigit[]> {
  const inputs = atoms.map((atom) => normalize(cutOut(writing, atom)));
  const probabilities = await classify(inputs);
  return atoms.map(({ box }, i) => ({ box, input: inputs[i], probabilities: probabilities[i] }));
}

/** The ink of an atom alone. */
function cutOut({ ink, labels, clean }: Writing, { pieces, box }: Atom): GrayImage {
  const data = new Float32Array(box.width * box.height);
  const level = levelOf(pieces);
  const byLabel = new Map(pieces.map((slice) => [slice.piece.label, slice]));
  const sliced = pieces.some(({ from }) => from);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const i = (box.y + y) * ink.width + box.x + x;
      const slice = byLabel.get(labels[i]);
      // Soft edges have no label. Paper with grain has them too, and a slice would take its neighbour's.
      if (slice ? !isWithin(slice, box.x + x, box.y + y) : labels[i] !== 0 || !clean || sliced) {
        continue;
      }
      data[y * box.width + x] = Math.min(1, ink.data[i] / level);
    }
  }
  return { width: box.width, height: box.height, data };
}

/** Ink that counts as full where several pieces are seen together. */
function levelOf(slices: readonly Slice[]): number {
  return Math.max(...slices.map(({ piece }) => piece.level));
}

function isWithin({ piece: { box }, from, to }: Slice, x: number, y: number): boolean {
  return (!from || x - box.x >= from[y - box.y]) && (!to || x - box.x < to[y - box.y]);
}

/** A way to take some neighbouring atoms of a line for one digit. */
interface Segment {
  /** Of the first atom, and of the first one beyond. */
  readonly start: number;
  readonly end: number;
  readonly atom: Atom;
  readonly cost: number;
  digit: FoundDigit | null;
}

interface Lattice {
  readonly atoms: readonly Atom[];
  readonly height: number;
  readonly segments: readonly Segment[];
  /** Whole pieces that are faint. */
  readonly faint: readonly { readonly start: number; readonly end: number }[];
}

/** A piece, or several above one another, and what it reads as, if that is known. */
interface Whole {
  readonly atom: Atom;
  readonly digit: FoundDigit | null;
}

/** All that may be a digit in a line. */
function lattice(
  writing: Writing,
  { height }: TextLine,
  wholes: readonly Whole[],
): Lattice {
  const atoms: Atom[] = [];
  const known: (Whole & { start: number; end: number; sure: boolean })[] = [];
  for (const { atom, digit } of wholes) {
    const sure = digit !== null && Math.max(...digit.probabilities) > SURE &&
      atom.box.width < 1.5 * height;
    const start = atoms.length;
    atoms.push(...(sure || isSmall(atom, height) ? [atom] : slices(writing, atom, height)));
    known.push({ atom, digit, start, end: atoms.length, sure });
  }
  const segments: Segment[] = [];
  for (let start = 0; start < atoms.length; start++) {
    for (let end = start + 1; end <= atoms.length; end++) {
      const whole = known.find((one) => one.start === start && one.end === end);
      if (!whole && end - start > MOST_PARTS) continue;
      const parts = atoms.slice(start, end);
      const cost = shapeCost(parts, height);
      if (whole) {
        segments.push({ start, end, atom: whole.atom, cost, digit: whole.digit });
        continue;
      }
      const overSure = known.filter((one) => one.sure && one.start >= start && one.end <= end);
      const small = parts.some((part) => isSmall(part, height));
      if (overSure.length > 1 || (overSure.length > 0 && !small)) continue;
      const atom = join(parts);
      if (atom.box.width > WIDEST * height && end - start > 1) continue;
      const isCut = parts[0].cost > 0 || (end < atoms.length && atoms[end].cost > 0);
      const narrowness = Math.max(0, 1 - atom.box.width / (NARROW * atom.box.height));
      const extra = isCut ? COSTS.narrow * narrowness : 0;
      segments.push({ start, end, atom, cost: cost + extra, digit: null });
    }
  }
  const levels = writing.lines.flatMap(({ pieces }) => pieces.map(({ level }) => level));
  const strongest = Math.max(...levels);
  const faint = known.filter(({ atom }) => levelOf(atom.pieces) < FAINT * strongest);
  return { atoms, height, segments, faint };
}

function isSmall({ box }: Atom, height: number): boolean {
  return box.height < SMALL * height;
}

/** What is between the cuts of an atom of one piece. */
function slices(writing: Writing, atom: Atom, height: number): Atom[] {
  const most = Math.ceil(MOST_SEAMS * atom.box.width / height);
  const seams = findSeams(cutOut(writing, atom), most);
  if (seams.length === 0) return [atom];
  const { box } = atom;
  const edges = [null, ...seams.map(({ columns }) => columns), null];
  return edges.slice(1).flatMap((to, n) => {
    const from = edges[n];
    const cost = n === 0 ? 0 : COSTS.seam + COSTS.seamInk * seams[n - 1].ink;
    // Cuts are given in the atom's box; slices count from the left of their piece's.
    const cut = (columns: readonly number[] | null, piece: Piece) =>
      columns
        ? Array.from({ length: piece.box.height }, (_, y) => {
          return columns[y + piece.box.y - box.y] + box.x - piece.box.x;
        })
        : undefined;
    const pieces = atom.pieces.map(({ piece }) => ({
      piece,
      from: cut(from, piece),
      to: cut(to, piece),
    }));
    const trimmed = inkOf(writing, pieces);
    return trimmed ? [{ pieces, cost, box: trimmed }] : [];
  });
}

/** The box of the stronger ink of some slices, or null where there is none. */
function inkOf({ labels, ink }: Writing, slices: readonly Slice[]): Box | null {
  let [left, right, top, bottom] = [Infinity, -1, Infinity, -1];
  const level = levelOf(slices);
  for (const slice of slices) {
    const { box, label } = slice.piece;
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) {
        const i = y * ink.width + x;
        if (labels[i] !== label || ink.data[i] < 0.3 * level || !isWithin(slice, x, y)) continue;
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** What it costs to take `parts` for one digit, by their places alone. */
function shapeCost(parts: readonly Atom[], height: number): number {
  let cost = parts[0].cost;
  let right = parts[0].box.x + parts[0].box.width;
  for (const { box } of parts.slice(1)) {
    cost += COSTS.gap * (Math.max(0, box.x - right) / (0.2 * height)) ** 2;
    right = Math.max(right, box.x + box.width);
  }
  for (const part of parts) cost += COSTS.gap * (gapWithin(part) / (0.2 * height)) ** 2;
  const box = parts.map((part) => part.box).reduce(union);
  return cost +
    COSTS.wide * (Math.max(0, box.width - 1.2 * box.height) / (0.25 * height)) ** 2 +
    COSTS.low * (Math.max(0, 0.75 * height - box.height) / (0.25 * height)) ** 2;
}

/** The widest gap between pieces above one another. */
function gapWithin({ pieces }: Atom): number {
  const boxes = pieces.map(({ piece }) => piece.box).sort((a, b) => a.y - b.y);
  let [widest, bottom] = [0, boxes[0].y];
  for (const { y, height } of boxes) {
    widest = Math.max(widest, y - bottom);
    bottom = Math.max(bottom, y + height);
  }
  return widest;
}

/** A way from the left end of a line. */
interface Path {
  readonly cost: number;
  /** What it ends with; null at the left end, and where something was left out. */
  readonly last: Segment | null;
  readonly before: Path | null;
}

/**
 * The cheapest way through a line (Viterbi).
 *
 * Neighbours that were cut out of one piece may share the slice between them: where two strokes run into
 * one, it belongs to both digits.
 */
function bestPath({ atoms, height, segments, faint }: Lattice, threshold: number): Path {
  const best: Path[] = [{ cost: 0, last: null, before: null }];
  for (let end = 1; end <= atoms.length; end++) {
    const ways: Path[] = [];
    for (const last of segments) {
      if (last.end !== end) continue;
      const cost = last.cost + doubt(last.digit!, threshold);
      ways.push({ cost: cost + best[last.start].cost, last, before: best[last.start] });
      const sharing = best[last.start + 1];
      const isShared = last.start + 1 < end && sharing.last && sharing.last.start < last.start &&
        atoms[last.start].cost > 0 && atoms[last.start + 1].cost > 0;
      if (isShared) {
        ways.push({ cost: cost + sharing.cost + COSTS.shared, last, before: sharing });
      }
    }
    if (isSmall(atoms[end - 1], height)) {
      const { box } = atoms[end - 1];
      const share = Math.max(box.width, box.height) / (SMALL * height);
      const cost = best[end - 1].cost + COSTS.small * share ** 2;
      ways.push({ cost, last: null, before: best[end - 1] });
    }
    for (const whole of faint) {
      if (whole.end !== end) continue;
      const before = best[whole.start];
      ways.push({ cost: before.cost + COSTS.faint, last: null, before });
    }
    best.push(ways.reduce((a, b) => b.cost < a.cost ? b : a));
  }
  return best[atoms.length];
}

/** What a way reads, from left to right. */
function digitsOf(path: Path): FoundDigit[] {
  const digits: FoundDigit[] = [];
  for (let at: Path | null = path; at; at = at.before) {
    if (at.last) digits.unshift(at.last.digit!);
  }
  return digits;
}

/** What the recognizer's doubt about a part costs. */
function doubt({ probabilities }: FoundDigit, threshold: number): number {
  const confidence = Math.max(...probabilities);
  return -Math.log(confidence) + (confidence < threshold ? COSTS.refused : 0);
}

function union(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
