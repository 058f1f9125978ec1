/**
 * What is written on the sheet and where: digits side by side, line under line. Lengths are in em, the height of a
 * digit; the first line's foot is at y = 0, y points downward, and x = 0 is the middle.
 */
import type { Random } from "../../../base/random.ts";
import type { PhotoOptions } from "../../photos.ts";
import type { Area } from "../../area.ts";
import { drawHand, type Hand, place } from "./hand.ts";
import { type Line, stackLines } from "./line.ts";
import { letterings } from "./lettering.ts";
import type { Pen } from "./pen.ts";
import { centred, forInk, moved, type PlacedGlyph } from "./placed_glyph.ts";
import { drawScribe } from "./scribe.ts";
import { writeCrossed, writeNotes, writeSigns, writeWords } from "./sentences.ts";
import { writePage, writeSheet } from "./write_page.ts";

/**
 * What a picture can show.
 *
 * `touching` has at least one pair of digits whose ink meets, `signs` has letters and signs among or
 * beside numbers, `notes` numbers and words in letters of other people's hands, `words` has no digit,
 * `crossed` a number with a digit crossed out, and `page` is digits as people scatter them: in uneven
 * lines, columns and sums, encircled; `sheet` is full of numbers.
 */
export const photoKinds = [
  "digit",
  "number",
  "touching",
  "lines",
  "signs",
  "notes",
  "words",
  "crossed",
  "page",
  "sheet",
  "empty",
] as const;
export type PhotoKind = typeof photoKinds[number];

/** Everything written. */
export interface Writing {
  readonly glyphs: readonly PlacedGlyph[];
  /** The digits as they are read, line by line; "?" stands for what is no digit. */
  readonly text: string;
  /** Where the ink is; on an empty sheet, where it could be. */
  readonly area: Area;
}

/** What {@linkcode write} takes. */
export interface WriteOptions extends Omit<PhotoOptions, "longest"> {
  /** Half the width of the pen's line. */
  readonly penRadius: number;
  /** From foot to foot of two lines where the paper has lines of its own. */
  readonly pitch?: number;
  /** Another pen, for some words of the kinds that have several. */
  readonly otherPen?: Pen;
}

/** Share of notes whose digits are of the same hand as their letters. */
const OWN_DIGITS = 0.75;

export function write(options: WriteOptions): Writing {
  const { digits, kind, strength, penRadius, pitch, otherPen, random } = options;
  const { letterings: hands = letterings.learnt } = options;
  if (kind === "empty") {
    // As large as if there were something.
    const half = random.uniform(0.3, 2);
    return { glyphs: [], text: "", area: { left: -half, top: -1, right: half, bottom: 0 } };
  }
  const lot = random.fork("lettering");
  const lettering = kind === "notes" ? lot.pick(hands) : undefined;
  // Were they always somebody else's, the style alone would tell digits from letters.
  const digitsOf = lettering && lot.chance(OWN_DIGITS) ? lettering : undefined;
  const hand = drawHand({ digits, strength, penRadius, lettering: digitsOf, random });
  if (isFree(kind)) {
    // On a page they would be too small to be read.
    const hasSmall = kind === "signs" || kind === "notes";
    const habits = { other: otherPen, isHasty: kind === "page", hasSmall, lettering };
    const scribe = drawScribe(hand, habits, random);
    return gather(stackLines(writeFreely[kind](scribe, random), pitch, random));
  }
  const touch = kind === "touching" ? { mild: 0.4, medium: 0.8, strong: 1.2 }[strength] : null;
  const free = random.uniform(1.45, 2.2);
  // A whole number of the paper's lines, so that writing does not run into the line above.
  const step = pitch === undefined ? free : pitch * Math.ceil(1.3 / pitch);
  const lines = drawGroups(kind, random).map((groups, i) =>
    writeLine(groups, i * step, hand, touch, random)
  );
  return gather(lines);
}

const writeFreely = {
  signs: writeSigns,
  notes: writeNotes,
  words: writeWords,
  crossed: writeCrossed,
  page: writePage,
  sheet: writeSheet,
};

const isFree = (kind: PhotoKind): kind is keyof typeof writeFreely => kind in writeFreely;

/** All lines together, their middle at x = 0. */
function gather(lines: readonly Line[]): Writing {
  const text = lines.map((line) => line.text).join("\n");
  return { ...centred(lines.flatMap(({ glyphs }) => glyphs)), text };
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

function writeLine(groups: number[], y: number, hand: Hand, touch: number | null, random: Random) {
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
      if (!before) next = moved(next, -next.area.left);
      else if (touch !== null && meeting.has(i)) {
        next = meet(before, foot, hand, touch, random);
      } else {
        const space = i === 0 ? random.uniform(1, 1.7) : hand.gap * random.uniform(0.85, 1.2);
        next = moved(next, before.area.right + Math.max(0.12, space) - next.area.left);
      }
      glyphs.push(next);
      text += next.glyph.sign;
    }
  }
  return { glyphs, text };
}

/** Which digits touch the one before them: at least one. */
function drawMeeting(count: number, touch: number | null, random: Random): Set<number> {
  if (touch === null) return new Set();
  const all = Array.from({ length: count - 1 }, (_, i) => i + 1);
  const chosen = all.filter(() => random.chance(0.5));
  return new Set(chosen.length > 0 ? chosen : [random.pick(all)]);
}

/** How much of the narrower of two digits may lie beside the other. */
const MOST_OVERLAP = 0.3;

/** A digit moved against the one before it until their ink meets, as deep as `touch` pen widths at most. */
function meet(before: PlacedGlyph, foot: number, hand: Hand, touch: number, random: Random) {
  let [best, least] = [before, Infinity];
  // Some pairs, such as 7 and 6, would have to slide into each other: another digit is taken.
  for (let trial = 0; trial < 12 && least > MOST_OVERLAP; trial++) {
    const next = place(hand, foot, random);
    const depth = touch * random.uniform(0.2, 1) * 2 * hand.penRadius;
    const met = moved(next, contact(before, next, hand.penRadius) - depth);
    const narrower = Math.min(before.area.right - before.area.left, met.area.right - met.area.left);
    const overlap = (before.area.right - met.area.left) / narrower;
    if (overlap < least) [best, least] = [met, overlap];
  }
  return best;
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
