/** Digits, letters and signs in other people's hands: those that fonts were made of. */
import { quantile } from "../../../base/quantile.ts";
import { boundsOf, middleOf } from "../../area.ts";
import { insideOf, type Outline, outlineOf } from "../outline.ts";
import { type Glyph, inkedGlyph, SAMPLES, SIDE } from "./glyph.ts";

/** Hands by the names of the npm packages `@fontsource/NAME`. */
export const letterings = {
  /** Networks may learn from these. */
  learnt: [
    ...["architects-daughter", "caveat", "cedarville-cursive", "coming-soon"],
    ...["covered-by-your-grace", "gloria-hallelujah", "handlee", "homemade-apple", "indie-flower"],
    ...["la-belle-aurore", "nothing-you-could-do", "over-the-rainbow", "patrick-hand"],
    ...["playwrite-de-grund", "playwrite-fr-moderne", "playwrite-us-trad", "reenie-beanie"],
    ...["shadows-into-light", "the-girl-next-door", "zeyada"],
  ],
  /** With these they are measured. */
  unseen: [
    ...["crafty-girls", "edu-sa-beginner", "give-you-glory", "mynerve", "playwrite-es"],
    "short-stack",
  ],
} as const;
export type Lettering = typeof letterings["learnt" | "unseen"][number];

/** A character and its room on the line; lengths are in the height of the hand's digits. */
export interface Lettered {
  readonly glyph: Glyph;
  /** The glyph's em, at least 1: what is larger than its square is drawn smaller in it. */
  readonly scale: number;
  /** Paper before it and behind it; below zero the neighbours run into it. */
  readonly before: number;
  readonly after: number;
  /** How far below the line the foot of its em square is. */
  readonly drop: number;
}

/** Samples that are left free along each side of a glyph's field, for pens that are broader than the hand's. */
const FREE = 6;

const known = new Map<string, Lettered | null>();

/** A character in a hand, made once; null where the hand has none. */
export function letteredIn(lettering: Lettering, sign: string): Lettered | null {
  return known.getOrInsertComputed(lettering + sign, () => makeLettered(lettering, sign));
}

function makeLettered(lettering: Lettering, sign: string): Lettered | null {
  const outline = outlineIn(lettering, sign);
  if (!outline || outline.segments.length === 0) return null;
  const em = heights.getOrInsertComputed(lettering, digitHeight);
  const area = areaOf(outline);
  const { left, top, right, bottom } = area;
  const extent = Math.max(right - left, bottom - top) / em;
  const scale = Math.max(1, extent * SAMPLES / (SIDE - 2 * FREE));
  const { x, y } = middleOf(area);
  const samples = (middle: number) =>
    Array.from({ length: SIDE }, (_, i) => middle + scale * em * (i + 0.5 - SIDE / 2) / SAMPLES);
  const inside = insideOf(outline.segments, samples(x), samples(y));
  return {
    glyph: inkedGlyph(sign, inside, { isDigit: /\d/.test(sign) }),
    scale,
    before: left / em,
    after: (outline.advance - right) / em,
    drop: scale / 2 + y / em,
  };
}

const outlineIn = (lettering: Lettering, sign: string) =>
  outlineOf(`@fontsource/${lettering}/files/${lettering}-latin-400-normal.woff`, sign);

const areaOf = ({ segments }: Outline) => boundsOf(segments.map(([x, y]) => ({ x, y })));

const heights = new Map<Lettering, number>();

/** In the font's em: the median, for some hang below the line. */
function digitHeight(lettering: Lettering): number {
  const all = [..."0123456789"].map((digit) => {
    const { top, bottom } = areaOf(outlineIn(lettering, digit)!);
    return bottom - top;
  });
  return quantile(all, 0.5);
}
