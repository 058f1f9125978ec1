/**
 * The paper under the writing: whether ink is darker or lighter than it, and how bright it is everywhere.
 *
 * @module
 */
import { contacts, findComponents } from "./components.ts";
import type { GrayImage } from "./gray_image.ts";
import { close, dilate } from "./morphology.ts";
import { histogram, otsu } from "./otsu.ts";
import { isCutOut } from "./prepare.ts";

/** The widest stroke, as a share of the picture's shorter side: a marker's, in a picture cut out tight. */
const WIDEST_STROKE = 0.3;

/** Share of the strongest contrast that the chosen square brings out. */
const STRONG = 0.6;

/** Share of one side of the picture that no stroke lies along, but desks and shadows do. */
const LONGEST_CONTACT = 0.4;

/** Share of the strongest contrast that must be left without them: writing cut out tight touches the sides. */
const LEAST_LEFT = 0.4;

/** Where the two witnesses together say less than this for light ink or for dark, both are possible. */
const DOUBTFUL = 0.3;

/** Where the paper of a picture is, and what is written on it with. */
export interface Paper {
  readonly lightInk: boolean;
  /** Whether ink could as well be what was taken for paper. */
  readonly doubtful: boolean;
  /** How bright the paper is, in [0, 1], or how dark where ink is light. */
  readonly paper: GrayImage;
  /** Contrast of the strongest strokes, in [0, 1]. */
  readonly strength: number;
  /** The same of most pixels, which are paper. */
  readonly grain: number;
}

/**
 * Finds the paper of a small picture.
 *
 * Ink is thin: a closing with a square fills every dark stroke that is narrower, and leaves slopes of
 * light, shadows and desks, which are wider. The square is the smallest that brings out the strongest
 * strokes. What is light and thin is looked for as well, and two witnesses say which of both is ink: what
 * lies around the strokes is paper, and holds more than half of the ground there; and strokes are narrower
 * than what lies between them, so that among structures of growing width ink turns up before paper does.
 *
 * @param small Darkness, some 100 pixels a side.
 * @param known Whether ink is light, where somebody knows.
 */
export function findPaper(small: GrayImage, known?: boolean): Paper {
  const light = { ...small, data: small.data.map((dark) => 1 - dark) };
  const [dark, bright] = [findStrokes(light), findStrokes(small)];
  const balance = (bright.weight - dark.weight) / Math.max(bright.weight + dark.weight, 1e-6);
  const evidence = balance + darkShareAround(small, [dark, bright]) - 0.5;
  const lightInk = known ?? evidence > 0;
  const ground = lightInk ? small : light;
  const { square, depth, strength } = lightInk ? bright : dark;
  return {
    lightInk,
    doubtful: Math.abs(evidence) < DOUBTFUL,
    paper: close(ground, square),
    strength,
    grain: medianOf(depth),
  };
}

/** What is thin and darker than its surroundings. */
interface Strokes {
  /** The square that fills them, in pixels. */
  readonly square: number;
  /** How much darker than their surroundings they are. */
  readonly depth: Float32Array;
  /** Depth of the strongest of them. */
  readonly strength: number;
  /** All that squares of growing size fill, weighing less the larger the square. */
  readonly weight: number;
}

function findStrokes(brightness: GrayImage): Strokes {
  const { width, height, data } = brightness;
  const most = WIDEST_STROKE * Math.min(width, height) + 1;
  const found: Omit<Strokes, "weight">[] = [];
  let weight = 0;
  for (let square = 3; square === 3 || square <= most; square = 2 * square - 1) {
    const filled = close(brightness, square).data;
    const below = new Float32Array(data.length);
    for (let i = 0; i < below.length; i++) below[i] = filled[i] - data[i];
    const depth = dropEdges({ width, height, data: below });
    let sum = 0;
    for (let i = 0; i < depth.length; i++) sum += depth[i];
    weight += sum / square;
    found.push({ square, depth, strength: strengthOf(depth) });
  }
  const best = found.reduce((max, { strength }) => Math.max(max, strength), 0);
  const at = found.findIndex(({ strength }) => strength >= STRONG * best);
  // Where strokes cross or run together, ink is several times as wide.
  const { square } = found[Math.min(at + 2, found.length - 1)];
  return { ...found[at], square, weight };
}

/** What few pixels pass: one in a thousand, and eight at least. */
function strengthOf(depth: Float32Array): number {
  return ranked(depth, depth.length - 1 - Math.max(8, Math.floor(depth.length / 1000)));
}

function medianOf(depth: Float32Array): number {
  return ranked(depth, depth.length >> 1);
}

/** The number, to a 4096th, that as many as `rank` do not reach: of few levels, counting beats sorting. */
function ranked(depth: Float32Array, rank: number): number {
  const counts = new Uint32Array(4097);
  for (let i = 0; i < depth.length; i++) counts[(4096 * depth[i] + 0.5) | 0]++;
  let level = 0;
  for (let seen = counts[0]; seen <= rank; seen += counts[level]) level++;
  return level / 4096;
}

/** Without what lies along a side of the picture or fills a corner: a desk, a shadow. */
function dropEdges(depth: GrayImage): Float32Array {
  const { width, height, data } = depth;
  if (isCutOut(depth)) return data;
  let deepest = 0;
  for (let i = 0; i < data.length; i++) deepest = Math.max(deepest, data[i]);
  const threshold = 0.3 * deepest;
  if (!mayHaveEdge(depth, threshold)) return data;
  const { labels, components } = findComponents(depth, threshold);
  const contactOf = contacts(labels, width);
  const isEdge = components.map(({ label }) => {
    const [left, right, top, bottom] = contactOf(label);
    return Math.max(left, right) > LONGEST_CONTACT * height ||
      Math.max(top, bottom) > LONGEST_CONTACT * width;
  });
  for (const corner of cornersOf(depth)) if (labels[corner] > 0) isEdge[labels[corner] - 1] = true;
  const inside = data.slice();
  for (let i = 0; i < inside.length; i++) {
    if (labels[i] > 0 && isEdge[labels[i] - 1]) inside[i] = 0;
  }
  return strengthOf(inside) > LEAST_LEFT * strengthOf(data) ? inside : data;
}

function cornersOf({ width, height }: GrayImage): readonly number[] {
  return [0, width - 1, (height - 1) * width, height * width - 1];
}

/** Whether enough lies along a side or in a corner: most pictures need no closer look. */
function mayHaveEdge(depth: GrayImage, threshold: number): boolean {
  const { width, height, data } = depth;
  if (cornersOf(depth).some((corner) => data[corner] > threshold)) return true;
  const along = (start: number, step: number, count: number) => {
    let deep = 0;
    for (let n = 0; n < count; n++) if (data[start + n * step] > threshold) deep++;
    return deep > LONGEST_CONTACT * count;
  };
  return along(0, width, height) || along(width - 1, width, height) ||
    along(0, 1, width) || along((height - 1) * width, 1, width);
}

/** Share of what is dark around the strongest strokes, dark or light, themselves included. */
function darkShareAround(small: GrayImage, both: readonly Strokes[]): number {
  const { width, height, data } = small;
  const best = both.reduce((max, { strength }) => Math.max(max, strength), 0);
  const strong = new Float32Array(data.length);
  for (const { depth } of both) {
    for (let i = 0; i < depth.length; i++) if (depth[i] > 0.5 * best) strong[i] = 1;
  }
  const reach = Math.min(5, Math.max(...both.map(({ square }) => square)));
  const near = dilate({ width, height, data: strong }, 2 * reach + 1).data;
  const around = data.filter((_, i) => near[i] > 0);
  const threshold = otsu(histogram(around));
  return around.reduce((sum, value) => sum + Number(value > threshold), 0) / around.length;
}
