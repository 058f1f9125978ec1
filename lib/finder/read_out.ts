/**
 * From the network's numbers to characters: every pixel of ink votes for a middle.
 *
 * @module
 */
import { HEIGHT_UNIT, OFFSET_UNIT } from "./units.ts";
import type { Box, GrayImage } from "../image/gray_image.ts";
import { SETTINGS } from "./finder_settings.ts";
import { type Look, sigmoid } from "./look.ts";

/** A character that was found. */
export interface FoundMark {
  /** Its middle, in pixels of the picture. */
  readonly x: number;
  readonly y: number;
  /** Its longer side as the network estimates it, in pixels. */
  readonly size: number;
  /** Probability that it is a digit's middle, and that it is another sign's. */
  readonly digit: number;
  readonly sign: number;
  /** Where its ink is. */
  readonly box: Box;
  /** Its own ink, as large as its box. */
  readonly ink: GrayImage;
}

type Middle = Omit<FoundMark, "box" | "ink">;

/** The characters of a picture, in no order. */
export function readOut(look: Look): FoundMark[] {
  const middles = findMiddles(look);
  if (middles.length === 0) return [];
  const owner = assignInk(look, middles);
  return middles.flatMap((middle, n) => {
    const own = ownInk(look, owner, n);
    return own ? [{ ...middle, ...own }] : [];
  });
}

/** Places where the network sees a middle more surely than anywhere around. */
function findMiddles({ coarse: { width, height, data }, left, top, ...picture }: Look): Middle[] {
  const sure = new Float32Array(width * height);
  for (let i = 0; i < sure.length; i++) sure[i] = Math.max(data[3 * i], data[3 * i + 1]);
  const least = Math.log(SETTINGS.middle / (1 - SETTINGS.middle));
  const middles: Middle[] = [];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      if (sure[i] < least || !isHighest(sure, i, width)) continue;
      // The middle lies between places: the mean of those around, weighed by how sure they are.
      let [sum, sumX, sumY] = [0, 0, 0];
      for (let v = -1; v <= 1; v++) {
        for (let u = -1; u <= 1; u++) {
          const weight = sigmoid(sure[i + v * width + u]);
          sum += weight;
          sumX += weight * u;
          sumY += weight * v;
        }
      }
      const middle = {
        x: 4 * (x + 0.5 + sumX / sum) - left,
        y: 4 * (y + 0.5 + sumY / sum) - top,
        size: HEIGHT_UNIT * Math.exp(data[3 * i + 2]),
        digit: sigmoid(data[3 * i]),
        sign: sigmoid(data[3 * i + 1]),
      };
      const isInside = middle.x >= -4 && middle.y >= -4 && middle.x < picture.width + 4 &&
        middle.y < picture.height + 4;
      if (isInside) middles.push(middle);
    }
  }
  return thinOut(middles);
}

function isHighest(values: Float32Array, i: number, width: number): boolean {
  for (let v = -1; v <= 1; v++) {
    for (let u = -1; u <= 1; u++) {
      const other = i + v * width + u;
      // Of two equal ones the first.
      if (values[other] > values[i] || (values[other] === values[i] && other < i)) return false;
    }
  }
  return true;
}

/** Keeps the surest of middles that lie too near for two characters. */
function thinOut(middles: readonly Middle[]): Middle[] {
  const sureness = ({ digit, sign }: Middle) => Math.max(digit, sign);
  const kept: Middle[] = [];
  for (const middle of middles.toSorted((a, b) => sureness(b) - sureness(a))) {
    const isFree = kept.every((other) =>
      Math.hypot(middle.x - other.x, middle.y - other.y) >=
        SETTINGS.apart * Math.min(middle.size, other.size)
    );
    if (isFree) kept.push(middle);
  }
  return kept;
}

/** For every place of `fine`, the number of the middle that its ink belongs to, or -1. */
function assignInk({ fine, left, top }: Look, middles: readonly Middle[]): Int16Array {
  const { width, height, data } = fine;
  const least = Math.log(SETTINGS.ink / (1 - SETTINGS.ink));
  const owner = new Int16Array(width * height).fill(-1);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const at = 6 * i;
      const most = Math.max(data[at], data[at + 1], data[at + 2], data[at + 3]);
      if (most < least) continue;
      const towardsX = 2 * x + 1 - left + OFFSET_UNIT * data[at + 4];
      const towardsY = 2 * y + 1 - top + OFFSET_UNIT * data[at + 5];
      let nearest: number = SETTINGS.astray;
      middles.forEach((middle, n) => {
        const distance = Math.hypot(towardsX - middle.x, towardsY - middle.y) / middle.size;
        if (distance < nearest) [nearest, owner[i]] = [distance, n];
      });
    }
  }
  return owner;
}

/** The ink that belongs to the `n`-th middle, and its box; null where there is none. */
function ownInk(
  { ink, fine, left, top }: Look,
  owner: Int16Array,
  n: number,
): Pick<FoundMark, "box" | "ink"> | null {
  const isOwn = (x: number, y: number) =>
    owner[((y + top) >> 1) * fine.width + ((x + left) >> 1)] === n;
  let [x0, y0, x1, y1] = [ink.width, ink.height, -1, -1];
  for (let y = 0, i = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++, i++) {
      if (ink.data[i] < SETTINGS.ink || !isOwn(x, y)) continue;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
    }
  }
  if (x1 < 0) return null;
  const box = { x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 };
  const data = new Float32Array(box.width * box.height);
  for (let y = 0, i = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++, i++) {
      if (isOwn(x + x0, y + y0)) data[i] = ink.data[(y + y0) * ink.width + x + x0];
    }
  }
  return { box, ink: { width: box.width, height: box.height, data } };
}
