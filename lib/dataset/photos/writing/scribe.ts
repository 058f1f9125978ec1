/** Somebody who writes digits, letters and signs, line by line. */
import { clamp } from "../../../base/clamp.ts";
import type { Random } from "../../../base/random.ts";
import { alphabets, type DesignHand, designHand, writeSign } from "../../stroke_designs.ts";
import { crossOut } from "./cross_out.ts";
import { strokeGlyph } from "./glyph.ts";
import { letteredIn, type Lettering } from "./lettering.ts";
import { type Hand, place, stand } from "./hand.ts";
import type { Line } from "./line.ts";
import { moved, type PlacedGlyph, withArea } from "./placed_glyph.ts";
import type { Pen } from "./pen.ts";
import { readAs } from "./truth.ts";

/** What a person writes with and how. */
export interface Scribe {
  readonly hand: Hand;
  /** Letters and signs in this hand. */
  readonly forms: Readonly<Record<Script, DesignHand>>;
  /** Between letters, as a share of what lies between digits; below zero they run into each other. */
  readonly spacing: number;
  /** Whose letters and signs these are where that hand has them. */
  readonly lettering?: Lettering;
  /** Another pen, taken up for some of the words. */
  readonly other?: Pen;
  /** How much heights differ from digit to digit: the deviation of their logarithm. */
  readonly uneven: number;
  /** A nought's height, as a share of other digits'. */
  readonly nought: number;
  /** How far 4, 7 and 9 hang below the line, in em. */
  readonly hang: number;
  /** How often a digit is written small, above or below the middle of the line, as exponents and indices are. */
  readonly small: number;
}

/** Alphabets beside the digits: how large they are written, and where their designs stand on the line. */
const scripts = {
  capitals: { size: 1, foot: 1 },
  small: { size: 1.1, foot: 0.8 },
  signs: { size: 1, foot: 1 },
  doodles: { size: 1.2, foot: 1 },
} as const;
type Script = keyof typeof scripts;

const places = new Map(
  (Object.keys(scripts) as Script[]).flatMap((script) =>
    alphabets[script].classes.map((sign, index) => [sign, { script, index }] as const)
  ),
);

/** Signs that stand close to what is before them. */
const CLOSE = ".,:;!?%";

/** Draws a person's habits at random; the digits of a hasty one may differ much in height and foot. */
export function drawScribe(
  hand: Hand,
  { other, isHasty, hasSmall, lettering }: Pick<Scribe, "other" | "lettering"> & {
    readonly isHasty: boolean;
    /** Whether some of the digits may be small. */
    readonly hasSmall: boolean;
  },
  random: Random,
): Scribe {
  const form = (script: Script) => designHand(random.fork(script), script);
  return {
    hand,
    forms: {
      capitals: form("capitals"),
      small: form("small"),
      signs: form("signs"),
      doodles: form("doodles"),
    },
    spacing: random.chance(0.2) ? random.uniform(-0.3, 0.2) : random.uniform(0.3, 0.9),
    lettering,
    other: random.chance(0.25) ? other : undefined,
    uneven: isHasty ? random.uniform(0, 0.16) : 0,
    nought: isHasty && random.chance(0.4) ? random.uniform(0.6, 0.9) : 1,
    hang: isHasty && random.chance(0.4) ? random.uniform(0.1, 0.3) : 0,
    small: hasSmall && random.fork("small").chance(0.2) ? 0.3 : 0,
  };
}

/** How one line is written. */
export interface LineStyle {
  /** Height of a digit, in em. */
  readonly size?: number;
  /** How far the line sinks for 1 em to the right. */
  readonly slope?: number;
  /** Which characters of the line, spaces not counted, are crossed out; all of them digits. */
  readonly crossed?: ReadonlySet<number>;
}

/** Writes one line from x = 0 on, its foot at y = 0; "9" in the pattern stands for some digit. */
export function writeText(pattern: string, scribe: Scribe, style: LineStyle, random: Random): Line {
  const { size = 1, slope = 0, crossed } = style;
  const { hand, other } = scribe;
  const glyphs: PlacedGlyph[] = [];
  let text = "";
  let [pen, space] = [drawPen(other, random), 0];
  for (const sign of pattern) {
    if (sign === " ") {
      text += " ";
      space = random.uniform(0.8, 1.5);
      pen = drawPen(other, random);
      continue;
    }
    const before = glyphs.at(-1);
    const end = before?.area.right ?? 0;
    const foot = slope * end + size * hand.feet * random.normal();
    const writer = { ...hand, penRadius: pen?.radius ?? hand.penRadius };
    const spot = { hand: writer, foot, size };
    let next = sign === "9"
      ? placeDigit(scribe, spot, crossed?.has(glyphs.length) ?? false, random)
      : placeSign(sign, scribe, spot, random);
    const loose = hand.gap * random.uniform(0.85, 1.2) * tightness(sign, before, scribe, random);
    const gap = gapInHand(before, sign, scribe) ?? Math.max(0.05, loose);
    next = moved(next, before ? end + size * (space || gap) - next.area.left : -next.area.left);
    glyphs.push(pen ? { ...next, pen } : next);
    text += readAs(next.glyph);
    space = 0;
  }
  return { glyphs, text };
}

const drawPen = (other: Pen | undefined, random: Random) =>
  other && random.chance(0.5) ? other : undefined;

/** The gap before a character, as a share of that between digits. */
function tightness(
  sign: string,
  before: PlacedGlyph | undefined,
  { spacing }: Scribe,
  random: Random,
): number {
  if (CLOSE.includes(sign)) return 0.5;
  // Some lean it against its neighbours, some keep them far from it.
  if (sign === "/" || before?.glyph.sign === "/") return random.logUniform(0.3, 3);
  const isLetter = (name = "") => /^[A-Za-z]$/.test(name);
  return isLetter(sign) && isLetter(before?.glyph.sign) ? spacing : 1;
}

/** What lies between two characters of one lettering; null where one of them is of no such hand. */
function gapInHand(
  before: PlacedGlyph | undefined,
  sign: string,
  { lettering }: Scribe,
): number | null {
  if (!lettering || !before || before.glyph.isDigit || sign === "9") return null;
  const [left, right] = [before.glyph.sign, sign].map((one) => letteredIn(lettering, one));
  return left && right && left.after + right.before;
}

/** The broadest pen for a small digit, as a radius in heights of the digit. */
const BROADEST = 0.09;

/** Where the next character stands, how high a digit is there, and whose hand writes it. */
interface Spot {
  readonly foot: number;
  readonly size: number;
  readonly hand: Hand;
}

function placeDigit(scribe: Scribe, spot: Spot, crossed: boolean, random: Random): PlacedGlyph {
  const { uneven, nought, hang, small } = scribe;
  const { hand, foot, size } = spot;
  const placed = place(hand, foot, random);
  const { sign } = placed.glyph;
  const glyph = crossed ? crossOut(placed.glyph, hand.penRadius, random) : placed.glyph;
  const own = size * (placed.size * Math.exp(uneven * clamp(random.normal(), -2, 2)));
  if (random.chance(small)) {
    // A broad pen would make a blot of it.
    const share = Math.max(random.uniform(0.3, 0.6), hand.penRadius / (BROADEST * own));
    const rise = own * random.uniform(-0.5 * share, 1 - 0.5 * share);
    return stand({ ...placed, glyph, size: own * share }, foot - rise, hand.penRadius)!;
  }
  const hanging = hang > 0 && "479".includes(sign);
  const share = (sign === "0" ? nought : 1) * (hanging ? 1 + hang / 2 : 1);
  const hung = hanging ? hang * size * random.uniform(0.6, 1.2) : 0;
  return stand({ ...placed, glyph, size: own * share }, foot + hung, hand.penRadius)!;
}

function placeSign(
  sign: string,
  { forms, lettering }: Scribe,
  spot: Spot,
  random: Random,
): PlacedGlyph {
  const { hand, foot, size } = spot;
  const habit = () => clamp(1 + hand.sizes * random.normal(), 0.85, 1.15);
  const lettered = lettering && letteredIn(lettering, sign);
  if (lettered) {
    const { glyph, scale, drop } = lettered;
    const own = size * habit();
    // The hand's own slant is in its letters.
    const shear = 0.03 * random.normal();
    const loose = { glyph, x: 0, y: foot + drop * own, size: scale * own, shear };
    return withArea(loose, hand.penRadius);
  }
  const { script, index } = places.get(sign)!;
  const strokes = writeSign(forms[script], index, random);
  const own = scripts[script].size * size * habit();
  return withArea({
    glyph: strokeGlyph(sign, strokes, { isDigit: false }),
    x: 0,
    y: foot + (1 - scripts[script].foot) * own,
    size: own,
    shear: hand.shear + 0.03 * random.normal(),
  }, hand.penRadius);
}
