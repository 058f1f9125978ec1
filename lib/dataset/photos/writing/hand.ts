/** How somebody writes. */
import { clamp } from "../../../base/clamp.ts";
import type { Random } from "../../../base/random.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import type { Dataset } from "../../dataset.ts";
import { slantOf } from "../../reshape_strokes.ts";
import { designHand, drawAlphabet, withPlainOnes, writeSign } from "../../stroke_designs.ts";
import { byStrength } from "../scene.ts";
import { type Glyph, shapeGlyph, strokeGlyph, tracedGlyph } from "./glyph.ts";
import { letteredIn, type Lettering } from "./lettering.ts";
import { forInk, inkArea, type LooseGlyph, type PlacedGlyph } from "./placed_glyph.ts";
import type { WriteOptions } from "./writing.ts";

/** Gives one written digit at random. */
type Writer = (random: Random) => Glyph;

/** Somebody's habits, the same all over a picture. */
export interface Hand {
  readonly write: Writer;
  readonly penRadius: number;
  /** How far to the right it leans, for a unit upwards. */
  readonly shear: number;
  /** Whether its ones lean no further than its other digits. */
  readonly keepsSlant: boolean;
  /** Between digits. */
  readonly gap: number;
  /** Deviations from digit to digit. */
  readonly sizes: number;
  readonly feet: number;
}

/** What {@linkcode drawHand} takes. */
export interface HandOptions
  extends Pick<WriteOptions, "digits" | "strength" | "penRadius" | "random"> {
  /** Whose digits these are; those of `digits` or of our own design when left out. */
  readonly lettering?: Lettering;
}

/** Draws somebody's habits at random: the stronger, the unsteadier. */
export function drawHand({ digits, strength, penRadius, lettering, random }: HandOptions): Hand {
  const unsteady = { mild: 0.5, medium: 1, strong: 1.6 }[strength];
  return {
    write: lettering ? writerIn(lettering) : drawWriter(digits, penRadius, random),
    penRadius,
    shear: drawSlant(random),
    keepsSlant: random.fork("slant").chance(0.5),
    gap: byStrength(strength, random, [0.22, 0.36], [0.16, 0.32], [0.12, 0.28]),
    sizes: 0.04 * unsteady,
    feet: 0.03 * unsteady,
  };
}

/** Draws a writer at random; some write their ones as a mere line. */
function drawWriter(digits: Dataset, penRadius: number, random: Random): Writer {
  const write = drawAnyWriter(digits, penRadius, random);
  return withPlainOnes(write, (strokes) => strokeGlyph("1", strokes), random.fork("ones"));
}

/** Three hands of four write the dataset's digits, fine pens along their centre lines; the fourth writes our own. */
function drawAnyWriter(digits: Dataset, penRadius: number, random: Random): Writer {
  if (random.chance(0.25)) {
    const hand = designHand(random.fork("hand"), drawAlphabet(random.fork("alphabet")));
    return (lot) => {
      const digit = lot.integer(10);
      return strokeGlyph(String(digit), writeSign(hand, digit, lot));
    };
  }
  const glyph = penRadius < 0.05 ? tracedGlyph : shapeGlyph;
  return (lot) => glyph(digits, lot.integer(digits.size));
}

const writerIn = (lettering: Lettering): Writer => (lot) =>
  letteredIn(lettering, String(lot.integer(10)))!.glyph;

/** One digit with its foot at `foot`, anywhere along the line. */
export function place(hand: Hand, foot: number, random: Random): PlacedGlyph {
  for (;;) {
    const glyph = hand.write(random);
    const size = clamp(1 + hand.sizes * random.normal(), 0.85, 1.15);
    const own = hand.keepsSlant ? slantOfOne(glyph) : 0;
    const shear = hand.shear + own + 0.03 * random.normal();
    const placed = stand({ glyph, x: 0, y: 0, size, shear }, foot, hand.penRadius);
    // A dataset may hold a blank picture.
    if (placed) return placed;
  }
}

/** Draws somebody's slant at random, as a shear: most write nearly upright. */
export function drawSlant(random: Random): number {
  const spread = random.fork("spread").chance(0.2) ? 0.3 : 0.1;
  return spread * random.normal();
}

/** The pen that a glyph of centre lines is measured with: its radius in em. */
const FINE = 0.03;

/**
 * The shear that makes a one upright, 0 for other digits. A dataset's ones are by many people: where one leans and its
 * neighbours do not, only its place tells it from a slash.
 */
export function slantOfOne(glyph: Glyph): number {
  if (glyph.sign !== "1") return 0;
  const ink: Point[] = [];
  const loose = { glyph, x: 0, y: 0, size: 1, shear: 0 };
  forInk(loose, glyph.finest || FINE, (x, y) => ink.push({ x, y }));
  return ink.length > 0 ? slantOf([ink]) : 0;
}

/** A glyph whose ink ends at `foot`; null where it has no ink. */
export function stand(loose: LooseGlyph, foot: number, penRadius: number): PlacedGlyph | null {
  const area = inkArea({ ...loose, y: 0 }, penRadius);
  if (!area) return null;
  const down = foot - area.bottom;
  return { ...loose, y: down, area: { ...area, top: area.top + down, bottom: foot } };
}
