/**
 * The pieces of writing in a picture's ink, line by line: frames, edges, specks and dashes left out.
 *
 * @module
 */
import { type Component, type Components, findComponents } from "./components.ts";
import type { FoundInk } from "./find_ink.ts";
import type { Box, GrayImage } from "./gray_image.ts";
import { LEVELS, otsu } from "./otsu.ts";
import { removeLines } from "./remove_lines.ts";

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

/** A connected piece of writing: a digit, a part of one, or several that touch. */
export interface Piece {
  /** Its pixels hold this number in {@linkcode Writing.labels}. */
  readonly label: number;
  readonly box: Box;
  /** Sum of its ink. */
  readonly mass: number;
  /** Ink of its strong strokes: what counts as full. */
  readonly level: number;
}

/** A row of pieces, from left to right. */
export interface TextLine {
  readonly pieces: readonly Piece[];
  /** Pixels from the top of a digit to its foot, as most of them have it. */
  readonly height: number;
}

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

/** A box's share of the picture's longer side, beyond which its lines could be taken for those of the paper. */
const LARGE_FRAME = 0.5;

/** Takes large boxes off, before their upper and lower sides are taken for printed lines. */
function eraseFrames(ink: FoundInk, { labels, components }: Components): FoundInk {
  const { width, height } = ink;
  const least = LARGE_FRAME * Math.max(width, height);
  const frames = components.filter((component) =>
    Math.max(component.box.width, component.box.height) > least &&
    isRectangle(toPiece(component), labels, width)
  );
  if (frames.length === 0) return ink;
  const data = ink.data.slice();
  for (const { box, label } of frames) {
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) {
        if (labels[y * width + x] === label) data[y * width + x] = 0;
      }
    }
  }
  return { ...ink, data };
}

/** Layers of ground that strong strokes may lie on: a shadow with its soft edge, and printed lines. */
const LAYERS = 4;

/**
 * Connected pieces of ink, each parted from what is around it by its own threshold, so that faint writing
 * beside strong stays, and strong writing on faint marks comes loose.
 */
function findPieces(
  ink: FoundInk,
  components: Components,
): { labels: Int32Array; pieces: Piece[] } {
  let image: GrayImage = ink;
  let found = components;
  for (let layer = 0; layer < LAYERS; layer++) {
    const { data, peeled } = peel(image, found);
    image = { ...ink, data };
    found = findComponents(image, 0);
    if (!peeled) break;
  }
  return { labels: found.labels, pieces: found.components.map(toPiece) };
}

function toPiece({ label, box, area, mass }: Component): Piece {
  // A piece's strong strokes lie above its mean about as far as its soft edges lie below.
  return { label, box, mass, level: Math.min(1, 1.25 * mass / area) };
}

/**
 * What is above its component's own threshold, and the soft edges of that. Where most of the rest lies
 * farther off, it is a ground that strong strokes lie on: a shadow, a stain, printed lines. Else it is faint
 * ink, and stays.
 */
function peel(image: GrayImage, found: Components) {
  const { components, labels } = found;
  const places = placesOf(components, labels);
  const counts = components.map(() => new Uint32Array(LEVELS));
  for (const i of places) counts[labels[i] - 1][(image.data[i] * (LEVELS - 1) + 0.5) | 0]++;
  const thresholds = Float32Array.from(counts, otsu);
  const isStrong = new Uint8Array(labels.length);
  for (const i of places) if (image.data[i] > thresholds[labels[i] - 1]) isStrong[i] = 1;
  const strong = places.filter((i) => isStrong[i] > 0);
  const isNear = grow(strong, 1 + Math.round(softness(image, strong, isStrong)), labels, image);
  // Counted first, for that is quick, and most pieces are nothing but strokes.
  const farther = new Int32Array(components.length);
  for (const i of places) if (isStrong[i] === 0) farther[labels[i] - 1] += isNear[i] > 0 ? -1 : 1;
  const rest = places.filter((i) => farther[labels[i] - 1] > 0);
  const ground = findGrounds(found, rest, isStrong, isNear, image.width);
  const data = new Float32Array(labels.length);
  for (const i of places) {
    const n = labels[i] - 1;
    if (ground[n] && isNear[i] === 0) continue;
    if (image.data[i] > (ground[n] ? 0.7 : 0.5) * thresholds[n]) data[i] = image.data[i];
  }
  return { data, peeled: ground.includes(true) };
}

/** How many times as large as its strong strokes a piece is, or as thick what else there is of it, if that is a ground. */
const LARGER = 2;
const THICKER = 3;

/** Sums over some pixels of a piece. */
interface Region {
  area: number;
  /** Sides of its pixels beyond which it ends. */
  edges: number;
}

/**
 * For each piece, whether its strong strokes lie on the rest of it: on something much larger, or thicker.
 * Faint parts of strokes are about as large and thick as the strong ones.
 */
function findGrounds(
  { components, labels }: Components,
  places: Int32Array,
  isStrong: Uint8Array,
  isNear: Uint8Array,
  width: number,
): boolean[] {
  const region = (): Region => ({ area: 0, edges: 0 });
  const parts = components.map(() => ({
    strong: region(),
    far: region(),
    extent: { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity },
  }));
  const kindAt = (i: number) => isStrong[i] > 0 ? 2 : isNear[i] > 0 ? 1 : 0;
  for (const i of places) {
    const kind = kindAt(i);
    if (kind === 1) continue;
    const { strong, far, extent } = parts[labels[i] - 1];
    const sums = kind === 2 ? strong : far;
    sums.area++;
    for (let k = 0; k < 4; k++) {
      const next = k === 0 ? i - 1 : k === 1 ? i + 1 : k === 2 ? i - width : i + width;
      if (labels[next] !== labels[i] || kindAt(next) !== kind) sums.edges++;
    }
    if (kind === 0) continue;
    const x = i % width;
    const y = (i - x) / width;
    extent.left = Math.min(extent.left, x);
    extent.right = Math.max(extent.right, x);
    extent.top = Math.min(extent.top, y);
    extent.bottom = Math.max(extent.bottom, y);
  }
  return parts.map(({ strong, far, extent }, n) => {
    if (far.area === 0) return false;
    const { width, height } = components[n].box;
    const [across, down] = [extent.right - extent.left + 1, extent.bottom - extent.top + 1];
    const isThicker = far.area / far.edges > THICKER * strong.area / strong.edges;
    // The bar of a seven, say, whose stem a shaken camera has made faint.
    const isBar = down < 0.3 * across && width < 1.5 * across;
    return isThicker || (width * height > LARGER * across * down && !isBar);
  });
}

/** Where the pixels of all components are: few beside those of the picture. */
function placesOf(components: Components["components"], labels: Int32Array): Int32Array {
  const places = new Int32Array(components.reduce((sum, { area }) => sum + area, 0));
  for (let i = 0, n = 0; n < places.length; i++) if (labels[i] > 0) places[n++] = i;
  return places;
}

/** Marks what can be reached from `seeds` through labelled pixels in as many steps, seeds included. */
function grow(
  seeds: Int32Array,
  steps: number,
  labels: Int32Array,
  { width }: GrayImage,
): Uint8Array {
  const reached = new Uint8Array(labels.length);
  for (const i of seeds) reached[i] = 1;
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  let front: ArrayLike<number> = seeds;
  for (let step = 0; step < steps; step++) {
    const next: number[] = [];
    for (let n = 0; n < front.length; n++) {
      for (let k = 0; k < 8; k++) {
        const i = front[n] + around[k];
        // A step over the side of the picture ends in another component, if in any.
        if (!(labels[i] > 0) || reached[i] > 0 || labels[i] !== labels[front[n]]) continue;
        reached[i] = 1;
        next.push(i);
      }
    }
    front = next;
  }
  return reached;
}

/** The widest soft edge, as a share of the picture's longer side. */
const SOFTEST = 0.03;

/** Pixels in which ink fades at the edges of what is strong, in the mean over all of them. */
function softness(
  { width, height, data }: GrayImage,
  strong: Int32Array,
  isStrong: Uint8Array,
): number {
  const most = SOFTEST * Math.max(width, height);
  const around = [-width, -1, 1, width];
  let sum = 0;
  let count = 0;
  for (const i of strong) {
    for (let k = 0; k < 4; k++) {
      const next = i + around[k];
      if (next < 0 || next >= data.length || isStrong[next] > 0) continue;
      sum += Math.min(most, data[i] / Math.max(1e-3, data[i] - data[next]));
      count++;
    }
  }
  return count > 0 ? sum / count : 0;
}

/** No digit goes round other writing: a box does, closely or with much paper within; nor is one a rectangle. */
function dropFrames(pieces: readonly Piece[], labels: Int32Array, width: number): readonly Piece[] {
  const side = ({ box }: Piece) => Math.max(box.width, box.height);
  return pieces.filter((piece) =>
    !isRectangle(piece, labels, width) &&
    !pieces.some((other) => {
      if (other === piece || !encloses(piece, other, labels, width)) return false;
      const share = side(other) / side(piece);
      return share > 0.4 ||
        (share > 0.15 && other.mass > 0.02 * piece.mass && emptiness(piece) > 0.8);
    })
  );
}

/** Whether a piece runs along four straight sides, and is empty within. */
function isRectangle(piece: Piece, labels: Int32Array, width: number): boolean {
  if (!isHollow(piece, labels, width)) return false;
  const { box, label } = piece;
  const points: { readonly x: number; readonly y: number }[] = [];
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      if (labels[y * width + x] === label) points.push({ x, y });
    }
  }
  // However it is turned, a rectangle's corners are what lies farthest out in four directions.
  const farthest = (dx: number, dy: number) =>
    points.reduce((a, b) => b.x * dx + b.y * dy > a.x * dx + a.y * dy ? b : a);
  const corners = [farthest(-1, -1), farthest(1, -1), farthest(1, 1), farthest(-1, 1)];
  const stroke = points.length / (2 * (box.width + box.height));
  // The sides of a nought bulge by a seventh of its height.
  const least = Math.min(box.width, box.height);
  const reach = stroke + 0.02 * least;
  if (reach > 0.12 * least) return false;
  let beside = 0;
  for (const { x, y } of points) {
    const isBeside = corners.some((a, n) => {
      const b = corners[(n + 1) % 4];
      const length = Math.hypot(b.x - a.x, b.y - a.y);
      return Math.abs((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) < reach * length;
    });
    if (isBeside) beside++;
  }
  const isLongEnough = corners.every((a, n) => {
    const b = corners[(n + 1) % 4];
    return Math.hypot(b.x - a.x, b.y - a.y) > 0.6 * (n % 2 === 0 ? box.width : box.height);
  });
  return isLongEnough && beside > 0.95 * points.length;
}

/**
 * Whether a piece is thin, and across its middle, both ways, is met near the ends alone: at three of them at
 * least, for one side of a box may have gone with a printed line.
 */
function isHollow({ box, label, mass, level }: Piece, labels: Int32Array, width: number): boolean {
  const least = Math.min(box.width, box.height);
  if (least < 8 || mass / level > 0.2 * least * (box.width + box.height)) return false;
  const endsMet = (start: number, step: number, count: number) => {
    let [first, last] = [0, 0];
    for (let n = 0; n < count; n++) {
      if (labels[start + n * step] !== label) continue;
      if (n < 0.3 * count) first = 1;
      else if (n >= 0.7 * count) last = 1;
      else return 0;
    }
    return first + last;
  };
  const [x, y] = [box.x + (box.width >> 1), box.y + (box.height >> 1)];
  const across = endsMet(y * width + box.x, 1, box.width);
  const down = endsMet(box.y * width + x, width, box.height);
  return across > 0 && down > 0 && across + down >= 3;
}

/** Share of its box that a piece leaves without ink. */
function emptiness({ box, mass, level }: Piece): number {
  return 1 - mass / level / (box.width * box.height);
}

/** Whether a piece's box holds the other's, and its ink lies on three sides of that at least: a box may be broken. */
function encloses({ box, label }: Piece, { box: inner }: Piece, labels: Int32Array, width: number) {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const [innerRight, innerBottom] = [inner.x + inner.width, inner.y + inner.height];
  if (box.x >= inner.x || box.y >= inner.y || right <= innerRight || bottom <= innerBottom) {
    return false;
  }
  const [x, y] = [inner.x + (inner.width >> 1), inner.y + (inner.height >> 1)];
  const isMet = (start: number, step: number, count: number) => {
    for (let n = 0; n < count; n++) if (labels[start + n * step] === label) return true;
    return false;
  };
  const sides = [
    isMet(y * width + box.x, 1, inner.x - box.x),
    isMet(y * width + innerRight, 1, right - innerRight),
    isMet(box.y * width + x, width, inner.y - box.y),
    isMet(innerBottom * width + x, width, bottom - innerBottom),
  ];
  return sides.filter(Boolean).length >= 3;
}

/** Thinner than this share of its length, what ends at a side of ruled paper is the rest of a printed line. */
const HAIR = 0.1;

/** Share of the picture that the pen of a digit cut out tight is wide at least; edges of paper are less. */
const THINNEST = 0.04;

/**
 * Edges of the paper, desks and shadows: what the border of the picture cuts through, and what runs along
 * it where there is other writing. A digit cut out tight touches opposite sides.
 */
function dropEdges(
  ink: FoundInk,
  labels: Int32Array,
  pieces: readonly Piece[],
  { ruled }: { readonly ruled: boolean },
): readonly Piece[] {
  const { width, height } = ink;
  const contact = new Map(pieces.map(({ label }) => [label, [0, 0, 0, 0]]));
  const touch = (i: number, side: number) => {
    const sides = contact.get(labels[i]);
    if (sides) sides[side]++;
  };
  for (let y = 0; y < height; y++) {
    touch(y * width, 0);
    touch((y + 1) * width - 1, 1);
  }
  for (let x = 0; x < width; x++) {
    touch(x, 2);
    touch((height - 1) * width + x, 3);
  }
  const whole = pieces.filter((piece) => {
    const { label, box } = piece;
    const [left, right, top, bottom] = contact.get(label)!;
    const isThin = box.height > THIN * box.width || box.width > THIN * box.height;
    const mayPart = isThin || Math.max(left, right, top, bottom) > 0;
    if (mayPart && partsPapers(piece, ink, labels)) return false;
    // Squared paper that could not be taken off.
    const sides = [left, right, top, bottom].filter((count) => count > 0).length;
    if (sides >= 3 && emptiness(piece) > 0.8) return false;
    const area = piece.mass / piece.level;
    if (left > 0 && right > 0) return area > THINNEST * height * width;
    if (Math.max(left, right) >= 0.5 * box.height) return false;
    if (top > 0 && bottom > 0) return area > THINNEST * width * height;
    const isHair = area < HAIR * Math.max(box.width, box.height) ** 2;
    if (ruled && sides > 0 && isHair) return false;
    return Math.max(top, bottom) < 0.5 * box.width;
  });
  const inside = whole.filter(({ label, box }) => {
    const sides = contact.get(label)!.filter((count) => count > 0).length;
    return sides === 0 || (sides === 1 && box.width < 0.5 * width && box.height < 0.5 * height);
  });
  return isWriting(inside, whole) ? inside : whole;
}

/** How many times as long as wide a piece is that may be the edge of a sheet. */
const THIN = 3;

/** How much darker the paper on one side of a piece is than on the other where it is the edge of a sheet. */
const OTHER_PAPER = 0.12;

/** How near a piece the paper counts as beside it, as a share of the picture's longer side. */
const BESIDE = 0.025;

/** Brightness of the paper in which a pixel lies. */
function paperAt({ paper, width, height }: FoundInk, x: number, y: number): number {
  return paper.data[
    Math.floor(y / height * paper.height) * paper.width + Math.floor(x / width * paper.width)
  ];
}

/** How near a piece it touches it, likewise: the sheet under writing goes on for longer. */
const TOUCHING = 0.0125;

/** How much darker than the darker paper beside it what is written must be, and how much of a piece, as shares. */
const DARKER = 0.1;
const WRITTEN = 0.1;

/** Shadows: what is no darker than the darker of two papers beside it, as a finger is that belongs to a hand. */
function dropShadows(
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

/** Whether the paper beside a piece is of two kinds: a sheet and a desk, or light and shadow. */
function partsPapers(
  { box, label }: Piece,
  ink: FoundInk,
  labels: Int32Array,
) {
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

/** Whether `some` hold enough of the ink of `all` to be what was meant. */
function isWriting(some: readonly Piece[], all: readonly Piece[]): boolean {
  const most = (pieces: readonly Piece[]) => pieces.reduce((m, { mass }) => Math.max(m, mass), 0);
  return most(some) > 0.03 * most(all);
}

/** The value that half of the pieces lie at or below, each weighing as its ink and its height. */
function weightedMedian(pieces: readonly Piece[], value: (piece: Piece) => number): number {
  const sorted = [...pieces].sort((a, b) => value(a) - value(b));
  const weight = ({ mass, box }: Piece) => mass * box.height;
  const half = sorted.reduce((sum, piece) => sum + weight(piece), 0) / 2;
  let seen = 0;
  for (const piece of sorted) {
    seen += weight(piece);
    if (seen >= half) return value(piece);
  }
  return 0;
}

/**
 * Rows of pieces. Neighbours side by side belong together, however the row slopes; what is small goes with
 * the row that it lies nearest to.
 */
function findLines(pieces: readonly Piece[]): TextLine[] {
  const height = weightedMedian(pieces, ({ box }) => box.height);
  const tall = pieces.filter(({ box }) => box.height >= 0.5 * height);
  const rows: Piece[][] = [];
  for (const piece of [...tall].sort((a, b) => a.box.x - b.box.x)) {
    const near = rows.filter((row) => isBeside(row[row.length - 1].box, piece.box))
      .sort((a, b) => distance(a, piece) - distance(b, piece));
    if (near.length > 0) near[0].push(piece);
    else rows.push([piece]);
  }
  for (const piece of pieces) {
    if (piece.box.height >= 0.5 * height || rows.length === 0) continue;
    const beside = rows.filter((row) => row.some(({ box }) => isBeside(box, piece.box)));
    const nearest = (beside.length > 0 ? beside : rows)
      .reduce((a, b) => distance(a, piece) <= distance(b, piece) ? a : b);
    if (beside.length > 0 || distance(nearest, piece) < height) nearest.push(piece);
  }
  return rows
    .map((row) => ({
      pieces: row.sort((a, b) => a.box.x - b.box.x),
      height: weightedMedian(row, ({ box }) => box.height),
    }))
    .sort((a, b) => middle(a.pieces) - middle(b.pieces));
}

/** Whether half of the lower of two boxes lies beside the other. */
function isBeside(a: Box, b: Box): boolean {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared > 0.5 * Math.min(a.height, b.height);
}

/** From the nearest piece of a row, in pixels between boxes. */
function distance(row: readonly Piece[], { box }: Piece): number {
  return row.reduce((least, { box: other }) => {
    const dx = Math.max(0, box.x - other.x - other.width, other.x - box.x - box.width);
    const dy = Math.max(0, box.y - other.y - other.height, other.y - box.y - box.height);
    return Math.min(least, Math.hypot(dx, dy));
  }, Infinity);
}

function middle(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { box }) => sum + box.y + box.height / 2, 0) / pieces.length;
}

/** The ink of a picture's writing alone. */
export function writtenInk({ ink, labels, lines }: Writing): GrayImage {
  const kept = new Set(lines.flatMap(({ pieces }) => pieces.map(({ label }) => label)));
  return { ...ink, data: ink.data.map((value, i) => kept.has(labels[i]) ? value : 0) };
}
