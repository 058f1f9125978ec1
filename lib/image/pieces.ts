/**
 * Connected pieces of ink, each parted from what is around it by its own threshold.
 *
 * @module
 */
import { type Component, type Components, findComponents } from "./components.ts";
import type { FoundInk } from "./find_ink.ts";
import type { Box, GrayImage } from "./gray_image.ts";
import { LEVELS, otsu } from "./otsu.ts";

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

/** Layers of ground that strong strokes may lie on: a shadow with its soft edge, and printed lines. */
const LAYERS = 4;

/**
 * Connected pieces of ink, each parted from what is around it by its own threshold, so that faint writing
 * beside strong stays, and strong writing on faint marks comes loose.
 */
export function findPieces(
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

export function toPiece({ label, box, area, mass }: Component): Piece {
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

/** Share of its box that a piece leaves without ink. */
export function emptiness({ box, mass, level }: Piece): number {
  return 1 - mass / level / (box.width * box.height);
}

/** The value that half of the pieces lie at or below, each weighing as its ink and its height. */
export function weightedMedian(pieces: readonly Piece[], value: (piece: Piece) => number): number {
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
