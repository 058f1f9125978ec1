import type { GrayImage } from "./gray_image.ts";
import { resize } from "./resize.ts";

/** A way down through a piece of writing, to part two digits that touch. */
export interface Seam {
  /** For each row of the picture, the first column to the right of the cut. */
  readonly columns: readonly number[];
  /** Ink that the cut goes through, in pixels of full ink, as a share of the picture's height. */
  readonly ink: number;
}

/** Rows that a picture is brought to before ways are looked for. */
const ROWS = 48;

/** How far a way may stray from where it starts, as a share of the height. */
const STRAY = 0.1;

/** What a step aside costs beside a pixel of ink: ways are straight where nothing is in the way. */
const ASIDE = 0.08;

/** What a pixel within a loop costs beside one of ink. */
const LOOP = 0.25;

/** Most ink that a cut may go through, as a share of the height: three strokes of an ordinary pen. */
const MOST_INK = 0.4;

/**
 * The ways from top to bottom that meet the least ink, from left to right; at most `most`.
 *
 * Each is the cheapest path within a corridor (seams as in Avidan and Shamir 2007); of neighbours that
 * agree one is kept.
 *
 * @param image Ink of one connected piece, cut to its box.
 */
export function findSeams(image: GrayImage, most: number): Seam[] {
  const scale = ROWS / image.height;
  const width = Math.max(1, Math.round(image.width * scale));
  const small = obstacles(resize(image, width, ROWS));
  const step = Math.round(0.07 * ROWS);
  const found: { columns: number[]; ink: number }[] = [];
  // A digit is hardly ever narrower than a seventh of its height.
  for (let centre = step; centre <= width - step; centre += step) {
    const seam = cheapest(small, centre, Math.round(STRAY * ROWS));
    if (seam.ink <= MOST_INK) found.push(seam);
  }
  found.sort((a, b) => a.ink - b.ink);
  const kept: typeof found = [];
  for (const seam of found) {
    const known = kept.some((other) => distance(seam.columns, other.columns) < 0.07 * ROWS);
    if (!known && kept.length < most) kept.push(seam);
  }
  kept.sort((a, b) => mean(a.columns) - mean(b.columns));
  return kept.map(({ columns, ink }) => ({
    ink,
    columns: Array.from({ length: image.height }, (_, y) => {
      const row = Math.min(ROWS - 1, Math.floor((y + 0.5) * scale));
      return Math.round((columns[row] + 0.5) / scale);
    }),
  }));
}

/** Ink, and what lies within loops: a loop is a digit's own, and seldom to be cut through. */
function obstacles({ width, height, data }: GrayImage): GrayImage {
  // All paper that can be reached from outside is free.
  const free = new Uint8Array(data.length);
  const stack: number[] = [];
  const visit = (x: number, y: number) => {
    const i = y * width + x;
    if (x < 0 || y < 0 || x >= width || y >= height || free[i] || data[i] > LOOP) return;
    free[i] = 1;
    stack.push(i);
  };
  for (let x = 0; x < width; x++) [0, height - 1].forEach((y) => visit(x, y));
  for (let y = 0; y < height; y++) [0, width - 1].forEach((x) => visit(x, y));
  while (stack.length > 0) {
    const i = stack.pop()!;
    const [x, y] = [i % width, Math.floor(i / width)];
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
  return { width, height, data: data.map((ink, i) => free[i] ? ink : Math.max(ink, LOOP)) };
}

/** By dynamic programming, row after row. */
function cheapest({ width, data }: GrayImage, centre: number, stray: number) {
  const left = Math.max(0, centre - stray);
  const right = Math.min(width - 1, centre + stray);
  const span = right - left + 1;
  const costs = new Float32Array(ROWS * span);
  const from = new Int8Array(ROWS * span);
  for (let y = 0; y < ROWS; y++) {
    for (let k = 0; k < span; k++) {
      let best = y === 0 ? ASIDE * Math.abs(left + k - centre) : costs[(y - 1) * span + k];
      if (y > 0) {
        for (const aside of [-1, 1]) {
          if (k + aside < 0 || k + aside >= span) continue;
          const cost = costs[(y - 1) * span + k + aside] + ASIDE;
          if (cost < best) [best, from[y * span + k]] = [cost, aside];
        }
      }
      costs[y * span + k] = best + data[y * width + left + k];
    }
  }
  let k = 0;
  for (let other = 1; other < span; other++) {
    if (costs[(ROWS - 1) * span + other] < costs[(ROWS - 1) * span + k]) k = other;
  }
  const columns = new Array<number>(ROWS);
  let ink = 0;
  for (let y = ROWS - 1; y >= 0; y--) {
    columns[y] = left + k;
    ink += data[y * width + left + k];
    k += from[y * span + k];
  }
  return { columns, ink: ink / ROWS };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0) / numbers.length;
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}
