/** From the network's numbers to characters: every pixel of ink votes for a middle. */
import type { Box, GrayImage } from "../image/gray_image.ts";
import { unionBox } from "../image/union_box.ts";
import { type FinderSettings, SETTINGS } from "./finder_settings.ts";
import { type Look, OFFSET_UNIT, SIZE_UNIT } from "./look.ts";
import { logit, sigmoid } from "../model/trust.ts";

/** A character that was found. */
export interface FoundMark {
  /** Its middle, in pixels of what was looked at. */
  readonly x: number;
  readonly y: number;
  /** Its longer side as the network estimates it, likewise. */
  readonly size: number;
  /** Probability that it is a digit's middle, and that it is another sign's. */
  readonly digit: number;
  readonly sign: number;
  /** Where its ink is. */
  readonly box: Box;
  /** Its own ink, as large as its box. */
  readonly ink: GrayImage;
}

/** A character's middle, and how large it is. */
export type Middle = Omit<FoundMark, "box" | "ink">;

/** The characters of a picture, in no order. */
export function readOut(look: Look, settings: FinderSettings = SETTINGS): FoundMark[] {
  const middles = middlesOf(look, settings);
  const owner = assignInk(look, middles, settings.astray);
  const boxes = boxesOf(look, owner, middles.length, settings.ink);
  return middles.flatMap((middle, n) => {
    const box = boxes[n];
    return box ? [{ ...middle, box, ink: ownInk(look, owner, n, box) }] : [];
  });
}

/** Where the network sees characters, the surest of those that lie too near for two. */
export function middlesOf(look: Look, settings: FinderSettings = SETTINGS): Middle[] {
  return thinOut(findMiddles(look, settings), settings.apart);
}

/**
 * All ink of a picture as one character, for where no middle is sure; null where there is none.
 *
 * It is as surely a digit or a sign as the surest place in the picture.
 */
export function readWhole(look: Look, settings: FinderSettings = SETTINGS): FoundMark | null {
  const { ink } = look;
  const whole = new Int16Array(ink.data.length);
  const box = [settings.ink, settings.faintInk]
    .map((least) => boxesOf(look, whole, 1, least)[0]).find((box) => box !== null);
  if (!box) return null;
  const [surest] = findMiddles(look, { middle: 0, signMiddle: 0 }).sort(surestFirst);
  return {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    size: Math.max(box.width, box.height),
    digit: surest?.digit ?? 0,
    sign: surest?.sign ?? 0,
    box,
    ink: ownInk(look, whole, 0, box),
  };
}

/** Places where the network sees a middle more surely than anywhere around. */
function findMiddles(
  { coarse: { width, height, data }, left, top, ink }: Look,
  least: Pick<FinderSettings, "middle" | "signMiddle">,
): Middle[] {
  const sure = new Float32Array(width * height);
  for (let i = 0; i < sure.length; i++) sure[i] = Math.max(data[3 * i], data[3 * i + 1]);
  const [leastDigit, leastSign] = [logit(least.middle), logit(least.signMiddle)];
  const middles: Middle[] = [];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const isSure = data[3 * i] >= leastDigit || data[3 * i + 1] >= leastSign;
      if (!isSure || !isHighest(sure, i, width)) continue;
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
        size: SIZE_UNIT * Math.exp(data[3 * i + 2]),
        digit: sigmoid(data[3 * i]),
        sign: sigmoid(data[3 * i + 1]),
      };
      const isInside = middle.x >= -4 && middle.y >= -4 && middle.x < ink.width + 4 &&
        middle.y < ink.height + 4;
      if (isInside) middles.push(middle);
    }
  }
  return middles;
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

/** How surely something is there, digit or not. */
export const sureness = ({ digit, sign }: Pick<Middle, "digit" | "sign">) => Math.max(digit, sign);
const surestFirst = (a: Middle, b: Middle) => sureness(b) - sureness(a);

/** Keeps the surest of middles that lie too near for two characters. */
function thinOut(middles: readonly Middle[], apart: number): Middle[] {
  const kept: Middle[] = [];
  for (const middle of middles.toSorted(surestFirst)) {
    const isFree = kept.every((other) =>
      Math.hypot(middle.x - other.x, middle.y - other.y) >=
        apart * Math.min(middle.size, other.size)
    );
    if (isFree) kept.push(middle);
  }
  return kept;
}

/** For every pixel of ink the number of the middle that it belongs to; -1 where there is none. */
function assignInk(
  { ink, fine, left, top }: Look,
  middles: readonly Middle[],
  astray: number,
): Int16Array {
  const owner = new Int16Array(ink.data.length).fill(-1);
  if (middles.length === 0) return owner;
  // Offsets are known for places of two by two pixels: each is asked once.
  const asked = new Int16Array(fine.width * fine.height).fill(-2);
  for (let y = 0, i = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++, i++) {
      if (ink.data[i] === 0) continue;
      const [column, row] = [(x + left) >> 1, (y + top) >> 1];
      const place = row * fine.width + column;
      if (asked[place] === -2) {
        const towardsX = 2 * column + 1 - left + OFFSET_UNIT * fine.data[6 * place + 4];
        const towardsY = 2 * row + 1 - top + OFFSET_UNIT * fine.data[6 * place + 5];
        asked[place] = nearestMiddle(towardsX, towardsY, middles, astray);
      }
      owner[i] = asked[place];
    }
  }
  return owner;
}

function nearestMiddle(
  x: number,
  y: number,
  middles: readonly Middle[],
  astray: number,
): number {
  let [nearest, best] = [astray, -1];
  for (let n = 0; n < middles.length; n++) {
    const middle = middles[n];
    const [dx, dy] = [x - middle.x, y - middle.y];
    // Asked for all ink and all middles; Math.hypot takes several times as long.
    const distance = Math.sqrt(dx * dx + dy * dy) / middle.size;
    if (distance < nearest) [nearest, best] = [distance, n];
  }
  return best;
}

/** The box of each middle's ink, null where it has none. */
function boxesOf(
  { ink }: Look,
  owner: Int16Array,
  count: number,
  least: number,
): (Box | null)[] {
  const left = new Int32Array(count).fill(ink.width);
  const top = new Int32Array(count).fill(ink.height);
  const right = new Int32Array(count).fill(-1);
  const bottom = new Int32Array(count).fill(-1);
  for (let y = 0, i = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++, i++) {
      const n = owner[i];
      if (n < 0 || ink.data[i] < least) continue;
      left[n] = Math.min(left[n], x);
      right[n] = Math.max(right[n], x);
      top[n] = Math.min(top[n], y);
      bottom[n] = Math.max(bottom[n], y);
    }
  }
  return Array.from(
    { length: count },
    (_, n) =>
      right[n] < 0 ? null : {
        x: left[n],
        y: top[n],
        width: right[n] - left[n] + 1,
        height: bottom[n] - top[n] + 1,
      },
  );
}

/** The ink in a box that belongs to the `n`-th middle. */
function ownInk({ ink }: Look, owner: Int16Array, n: number, box: Box): GrayImage {
  const data = new Float32Array(box.width * box.height);
  for (let y = 0, to = 0; y < box.height; y++) {
    let from = (box.y + y) * ink.width + box.x;
    for (let x = 0; x < box.width; x++, to++, from++) {
      if (owner[from] === n) data[to] = ink.data[from];
    }
  }
  return { width: box.width, height: box.height, data };
}

/** Several characters, at least one, taken for one. */
export function joinMarks(marks: readonly FoundMark[]): FoundMark {
  if (marks.length === 1) return marks[0];
  const union = unionBox(marks.map(({ box }) => box));
  const { x: left, y: top, width, height } = union;
  const [surest, second] = marks.map(({ digit }) => digit).sort((a, b) => b - a);
  const data = new Float32Array(width * height);
  for (const { box, ink } of marks) {
    for (let y = 0, from = 0; y < box.height; y++) {
      let to = (box.y - top + y) * width + box.x - left;
      for (let x = 0; x < box.width; x++, from++, to++) {
        data[to] = Math.max(data[to], ink.data[from]);
      }
    }
  }
  return {
    x: left + width / 2,
    y: top + height / 2,
    size: Math.max(width, height),
    // Where two are surely digits, both together are none.
    digit: Math.min(surest, 1 - second),
    // Parts of a digit look like signs.
    sign: Math.min(...marks.map(({ sign }) => sign)),
    box: union,
    ink: { width, height, data },
  };
}
