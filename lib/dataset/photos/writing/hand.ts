/** How somebody writes. */
import { clamp } from "../../../base/clamp.ts";
import type { Random } from "../../../base/random.ts";
import type { Dataset } from "../../dataset.ts";
import { designHand, drawAlphabet, withPlainOnes, writeSign } from "../../stroke_designs.ts";
import { byStrength } from "../scene.ts";
import { type Glyph, shapeGlyph, strokeGlyph, tracedGlyph } from "./glyph.ts";
import { letteredIn, type Lettering } from "./lettering.ts";
import { inkArea, type LooseGlyph, type PlacedGlyph } from "./placed_glyph.ts";
import { drawSlant, slantOfOne } from "./slant.ts";
import type { WriteOptions } from "./writing.ts";

/** Gives one written digit, by lot. */
type Writer = (random: Random) => Glyph;

/** Somebody's habits, the same all over a picture. */
export interface Hand {
  readonly write: Writer;
  readonly penRadius: number;
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

/** Draws somebody's habits by lot: the stronger, the unsteadier. */
export function drawHand(
  { digits, strength, penRadius, lettering, random }: HandOptions,
): Hand {
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

/** Draws a writer by lot; some write their ones as a mere line. */
function drawWriter(digits: Dataset, penRadius: number, random: Random): Writer {
  const write = drawAnyWriter(digits, penRadius, random);
  return withPlainOnes(write, (strokes) => strokeGlyph("1", strokes), random.fork("ones"));
}

/** Three pictures of four show the dataset's digits, fine pens along their centre lines; the fourth shows our own. */
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

/** A glyph whose ink ends at `foot`; null where it has no ink. */
export function stand(loose: LooseGlyph, foot: number, penRadius: number): PlacedGlyph | null {
  const area = inkArea({ ...loose, y: 0 }, penRadius);
  if (!area) return null;
  const down = foot - area.bottom;
  return { ...loose, y: down, area: { ...area, top: area.top + down, bottom: foot } };
}
