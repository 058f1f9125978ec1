/**
 * What is written on the sheet and where: digits side by side, line under line.
 *
 * Lengths are in em, the height of a digit. The first line's foot is at y = 0, y points downward, and
 * x = 0 is the middle.
 *
 * @module
 */
import type { Random } from "../../random.ts";
import type { Dataset } from "../dataset.ts";
import { designHand, writeSign } from "../stroke_designs.ts";
import type { Area } from "./camera.ts";
import {
  type Glyph,
  MARGIN,
  SAMPLES,
  shapeGlyph,
  SIDE,
  strokeGlyph,
  tracedGlyph,
} from "./glyph.ts";
import { pick, type Strength } from "./scene.ts";

/** What a picture can show; `touching` has at least one pair of digits whose ink meets. */
export const photoKinds = ["digit", "number", "touching", "lines", "empty"] as const;
export type PhotoKind = typeof photoKinds[number];

/** A glyph on the sheet: (u, v) of its em square goes to (x + size (u - shear (v - 1)), y + size (v - 1)). */
export interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** How far the top leans to the right. */
  readonly shear: number;
  /** Where its ink is. */
  readonly area: Area;
}

/** Everything written. */
export interface Writing {
  readonly glyphs: readonly PlacedGlyph[];
  /** The digits, with spaces between groups and a line break after each line but the last. */
  readonly text: string;
  /** Where the ink is; on an empty sheet, where it could be. */
  readonly area: Area;
}

/** What {@linkcode write} takes. */
export interface WriteOptions {
  /** The hands: each digit is drawn from here, or from strokes of our own design. */
  readonly digits: Dataset;
  readonly kind: PhotoKind;
  /** Digits stand closer and touch more deeply in stronger pictures. */
  readonly strength: Strength;
  /** Half the width of the pen's line, in em. */
  readonly penRadius: number;
  /** From foot to foot of two lines where the paper has lines of its own, in em. */
  readonly pitch?: number;
  readonly random: Random;
}

/** Gives one written digit, by lot. */
type Writer = (random: Random) => Glyph;

/** Somebody's habits, the same all over a picture. */
interface Hand {
  readonly write: Writer;
  readonly penRadius: number;
  readonly shear: number;
  /** Between digits. */
  readonly gap: number;
  /** Deviations from digit to digit. */
  readonly sizes: number;
  readonly feet: number;
}

/** Writes on a sheet. */
export function write({ digits, kind, strength, penRadius, pitch, random }: WriteOptions): Writing {
  if (kind === "empty") return blank(random);
  const [least, most] =
    { mild: [0.22, 0.36], medium: [0.16, 0.32], strong: [0.12, 0.28] }[strength];
  const unsteady = { mild: 0.5, medium: 1, strong: 1.6 }[strength];
  const hand = {
    write: drawWriter(digits, penRadius, random),
    penRadius,
    shear: 0.1 * random.normal(),
    gap: random.uniform(least, most),
    sizes: 0.04 * unsteady,
    feet: 0.03 * unsteady,
  };
  const touch = kind === "touching" ? { mild: 0.4, medium: 0.8, strong: 1.2 }[strength] : null;
  const step = linePitch(pitch, random);
  const lines = drawGroups(kind, random).map((groups, i) =>
    writeLine(groups, i * step, hand, touch, random)
  );
  const glyphs = lines.flatMap((line) => line.glyphs);
  const area = union(glyphs.map((glyph) => glyph.area));
  const middle = (area.left + area.right) / 2;
  return {
    glyphs: glyphs.map((glyph) => moved(glyph, -middle)),
    text: lines.map((line) => line.text).join("\n"),
    area: { ...area, left: area.left - middle, right: area.right - middle },
  };
}

/** How many digits there are in each group of each line. */
function drawGroups(kind: PhotoKind, random: Random): number[][] {
  if (kind === "digit") return [[1]];
  if (kind === "number") return [[2 + random.integer(5)]];
  if (kind === "touching") return [[2 + random.integer(3)]];
  return Array.from({ length: 2 + random.integer(2) }, (_, line) => {
    // The first line always has a space: that spaces are seen is what this kind is for.
    const groups = line === 0 ? 2 + random.integer(2) : 1 + random.integer(3);
    return Array.from({ length: groups }, () => 1 + random.integer(4));
  });
}

/** A whole number of the paper's lines, so that writing does not run into the line above. */
function linePitch(pitch: number | undefined, random: Random): number {
  const free = random.uniform(1.45, 2.2);
  return pitch === undefined ? free : pitch * Math.ceil(1.3 / pitch);
}

/** Three pictures of four show the dataset's digits, fine pens along their middle lines; the fourth our own. */
function drawWriter(digits: Dataset, penRadius: number, random: Random): Writer {
  if (random.chance(0.25)) {
    const hand = designHand(random.fork("hand"));
    return (lot) => {
      const digit = lot.integer(10);
      return strokeGlyph(String(digit), writeSign(hand, digit, lot));
    };
  }
  const glyph = penRadius < 0.05 ? tracedGlyph : shapeGlyph;
  return (lot) => glyph(digits, lot.integer(digits.size));
}

interface Line {
  readonly glyphs: readonly PlacedGlyph[];
  readonly text: string;
}

function writeLine(
  groups: readonly number[],
  y: number,
  hand: Hand,
  touch: number | null,
  random: Random,
): Line {
  const rise = random.uniform(-0.03, 0.03);
  const glyphs: PlacedGlyph[] = [];
  let text = "";
  const meeting = drawMeeting(groups[0], touch, random);
  for (const [group, count] of groups.entries()) {
    if (group > 0) text += " ";
    for (let i = 0; i < count; i++) {
      const before = glyphs.at(-1);
      const foot = y + (before ? rise * before.area.right : 0) + hand.feet * random.normal();
      let next = place(hand, foot, random);
      if (!before) {
        next = moved(next, -next.area.left);
      } else if (touch !== null && meeting.has(i)) {
        next = meet(before, () => place(hand, foot, random), hand, touch, random);
      } else {
        const space = i === 0 ? random.uniform(1, 1.7) : hand.gap * random.uniform(0.85, 1.2);
        next = moved(next, before.area.right + Math.max(0.12, space) - next.area.left);
      }
      glyphs.push(next);
      text += next.glyph.digit;
    }
  }
  return { glyphs, text };
}

/** Which digits touch the one before them: at least one. */
function drawMeeting(count: number, touch: number | null, random: Random): Set<number> {
  if (touch === null) return new Set();
  const all = Array.from({ length: count - 1 }, (_, i) => i + 1);
  const chosen = all.filter(() => random.chance(0.5));
  return new Set(chosen.length > 0 ? chosen : [pick(all, random)]);
}

/** One digit with its foot at `foot`, anywhere along the line. */
function place(hand: Hand, foot: number, random: Random): PlacedGlyph {
  for (;;) {
    const glyph = hand.write(random);
    const size = Math.min(1.15, Math.max(0.85, 1 + hand.sizes * random.normal()));
    const shear = hand.shear + 0.03 * random.normal();
    const loose = { glyph, x: 0, y: 0, size, shear };
    const area = inkArea(loose, hand.penRadius);
    // A dataset may hold a blank picture.
    if (!area) continue;
    const down = foot - area.bottom;
    return { ...loose, y: down, area: { ...area, top: area.top + down, bottom: foot } };
  }
}

/** How much of the narrower of two digits may lie beside the other. */
const MOST_OVERLAP = 0.3;

/** A digit moved against the one before it until their ink meets, as deep as `touch` pen widths at most. */
function meet(
  before: PlacedGlyph,
  draw: () => PlacedGlyph,
  hand: Hand,
  touch: number,
  random: Random,
): PlacedGlyph {
  let best: PlacedGlyph | undefined;
  let least = Infinity;
  // Some pairs, such as 7 and 6, would have to slide into each other: another digit is taken.
  for (let trial = 0; trial < 12 && least > MOST_OVERLAP; trial++) {
    const next = draw();
    const depth = touch * random.uniform(0.2, 1) * 2 * hand.penRadius;
    const met = moved(next, contact(before, next, hand.penRadius) - depth);
    const narrower = Math.min(
      before.area.right - before.area.left,
      met.area.right - met.area.left,
    );
    const overlap = (before.area.right - met.area.left) / narrower;
    if (overlap < least) [best, least] = [met, overlap];
  }
  return best!;
}

/** Rows to an em in which two digits' ink is compared. */
const ROWS = 50;

/** How far right `next` has to go so that its ink just meets that of `before`. */
function contact(before: PlacedGlyph, next: PlacedGlyph, penRadius: number): number {
  const ends = new Map<number, number>();
  forInk(before, penRadius, (x, y) => {
    const row = Math.round(y * ROWS);
    ends.set(row, Math.max(ends.get(row) ?? -Infinity, x));
  });
  let furthest = -Infinity;
  forInk(next, penRadius, (x, y) => {
    const end = ends.get(Math.round(y * ROWS));
    if (end !== undefined) furthest = Math.max(furthest, end - x);
  });
  return furthest;
}

/** The half width of a pen's line in a glyph's own em. */
export function radiusIn({ glyph, size }: PlacedGlyph | Omit<PlacedGlyph, "area">, pen: number) {
  return Math.max(glyph.finest, pen / size);
}

/** Visits the inked samples of a glyph where they lie on the sheet. */
function forInk(
  placed: Omit<PlacedGlyph, "area">,
  penRadius: number,
  visit: (x: number, y: number) => void,
): void {
  const { glyph: { field }, x, y, size, shear } = placed;
  const radius = radiusIn(placed, penRadius);
  for (let row = 0, i = 0; row < SIDE; row++) {
    const v = (row + 0.5 - MARGIN) / SAMPLES - 1;
    for (let column = 0; column < SIDE; column++, i++) {
      if (field[i] >= radius) continue;
      const u = (column + 0.5 - MARGIN) / SAMPLES;
      visit(x + size * (u - shear * v), y + size * v);
    }
  }
}

function inkArea(placed: Omit<PlacedGlyph, "area">, penRadius: number): Area | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  forInk(placed, penRadius, (x, y) => {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  });
  return left <= right ? { left, top, right, bottom } : null;
}

function moved(placed: PlacedGlyph, dx: number): PlacedGlyph {
  const { area } = placed;
  return {
    ...placed,
    x: placed.x + dx,
    area: { ...area, left: area.left + dx, right: area.right + dx },
  };
}

function union(areas: readonly Area[]): Area {
  return {
    left: Math.min(...areas.map(({ left }) => left)),
    top: Math.min(...areas.map(({ top }) => top)),
    right: Math.max(...areas.map(({ right }) => right)),
    bottom: Math.max(...areas.map(({ bottom }) => bottom)),
  };
}

/** A sheet with nothing on it, as large as if there were something. */
function blank(random: Random): Writing {
  const half = random.uniform(0.3, 2);
  return { glyphs: [], text: "", area: { left: -half, top: -1, right: half, bottom: 0 } };
}
