/** Strokes that stand for no character: lines under writing, and rings round it. Lengths are in em. */
import type { Random } from "../../../base/random.ts";
import type { Point, Stroke } from "../../../image/draw_strokes.ts";
import { type Area, boundsOf, grown } from "../../area.ts";
import { strokeGlyph } from "./glyph.ts";
import type { Line } from "./line.ts";
import { areaOf, type PlacedGlyph, withArea } from "./placed_glyph.ts";
import type { Scribe } from "./scribe.ts";

/** The line, underlined once or twice or, more often, not. */
export function underlined(line: Line, { hand }: Scribe, chance: number, random: Random): Line {
  if (!random.chance(chance)) return line;
  const { left, right, bottom } = areaOf(line.glyphs);
  const { penRadius } = hand;
  let y = bottom + penRadius + random.uniform(0.06, 0.3);
  const strokes = Array.from({ length: random.chance(0.3) ? 2 : 1 }, () => {
    const [x, end] = [left + random.uniform(-0.2, 0.1), right + random.uniform(-0.1, 0.2)];
    const stroke = longStroke({ x, y }, Math.max(x + 0.3, end), penRadius, random);
    y += 2 * penRadius + random.uniform(0.08, 0.2);
    return stroke;
  });
  return { ...line, glyphs: [...line.glyphs, ...strokes.flat()] };
}

/** The longest line that people draw a ring round. */
const MOST_ENCIRCLED = 4;

/** The line, with a ring round it or, more often and where it is long, without. */
export function encircled(line: Line, { hand }: Scribe, chance: number, random: Random): Line {
  const area = areaOf(line.glyphs);
  if (!random.chance(chance) || area.right - area.left > MOST_ENCIRCLED) return line;
  const stroke = ring(grown(area, hand.penRadius), random);
  return { ...line, glyphs: [...line.glyphs, ...strokeGlyphs(stroke, hand.penRadius)] };
}

/** Points of a straight stroke for each piece of it: few, so that it wavers slowly. */
const POINTS = 4;

/** A stroke from a place rightward to x = `end`, drawn by hand. */
export function longStroke({ x, y }: Point, end: number, penRadius: number, random: Random) {
  const length = end - x;
  const count = POINTS * Math.ceil(length / PIECE);
  // However long it is, it rises little in all.
  const slope = Math.min(0.02, 0.05 / length) * random.normal();
  const points = Array.from({ length: count + 1 }, (_, i) => {
    const along = i / count * length;
    return { x: x + along, y: y + slope * along + 0.008 * random.normal() };
  });
  return strokeGlyphs(points, penRadius);
}

/** How far a ring is drawn from what it goes round. */
const GAP = [0.05, 0.35] as const;
/** Points for each em of a ring's width and height together. */
const RING_POINTS = 20;

/** A ring round something, as people circle an answer: from round to nearly a box, its ends seldom meet. */
export function ring({ left, top, right, bottom }: Area, random: Random): Stroke {
  const roundness = 2 / random.uniform(2, 4);
  // A ring through the corners of what is inside is 2 ** (roundness / 2) times as large; few characters reach there.
  const larger = 2 ** (roundness / 2) * random.uniform(0.85, 1);
  const reach = (length: number) => larger * length / 2 + random.uniform(...GAP);
  const [across, down] = [reach(right - left), reach(bottom - top)];
  const lean = 0.1 * random.normal();
  const start = random.uniform(0, 2 * Math.PI);
  const turn = (random.chance(0.5) ? 1 : -1) * 2 * Math.PI * random.uniform(0.95, 1.15);
  const grows = random.uniform(-0.08, 0.12);
  const count = Math.ceil(RING_POINTS * (across + down));
  return Array.from({ length: count + 1 }, (_, i): Point => {
    const angle = start + i / count * turn;
    const bent = (value: number) => Math.sign(value) * Math.abs(value) ** roundness;
    const far = 1 + grows * i / count + 0.006 * random.normal();
    const y = far * down * bent(Math.sin(angle));
    const x = far * across * bent(Math.cos(angle)) - lean * y;
    return { x: (left + right) / 2 + x, y: (top + bottom) / 2 + y };
  });
}

/** Longest piece of a stroke: a field's samples lie too far apart for more. */
const PIECE = 2;
/** Size of a piece's glyph at least: the broadest pen has to lie within its field's reach. */
const LEAST_SIZE = 0.8;

/** A stroke as glyphs that lie end to end. */
function strokeGlyphs(points: Stroke, penRadius: number): PlacedGlyph[] {
  const glyphs: PlacedGlyph[] = [];
  for (let first = 0; first < points.length - 1;) {
    let last = first + 1;
    while (last < points.length - 1 && longerSide(points.slice(first, last + 2)) <= PIECE) last++;
    const own = points.slice(first, last + 1);
    const { left, top, right, bottom } = boundsOf(own);
    const size = Math.max(LEAST_SIZE, right - left, bottom - top);
    // In the middle of the em square, where the pen has room all round.
    const [x, y] = [(left + right - size) / 2, (top + bottom + size) / 2];
    const stroke = own.map((point) => ({ x: (point.x - x) / size, y: 1 + (point.y - y) / size }));
    const glyph = strokeGlyph("", [stroke], { isDigit: false });
    glyphs.push(withArea({ glyph, x, y, size, shear: 0 }, penRadius));
    first = last;
  }
  return glyphs;
}

function longerSide(points: Stroke): number {
  const { left, top, right, bottom } = boundsOf(points);
  return Math.max(right - left, bottom - top);
}
