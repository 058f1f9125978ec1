import type { Random } from "../../../base/random.ts";
import type { Point, Stroke } from "../../../image/draw_strokes.ts";
import { type Area, around } from "../area.ts";
import { strokeGlyph } from "./glyph.ts";
import { inkArea, type PlacedGlyph } from "./placed_glyph.ts";
import type { Pen } from "./pen.ts";

/** Longest piece of a stroke, in em: a field's samples lie too far apart for more. */
const PIECE = 2;
/** Size of a piece's glyph at least, in em: the broadest pen has to lie within its field's reach. */
const LEAST_SIZE = 0.8;
/** Points of a stroke for each piece of it: few enough for a straight one to waver slowly, many for a bent one. */
const [STRAIGHT, BENT] = [4, 10];

/** What both strokes below are drawn with; lengths in em. */
interface StrokePen {
  readonly penRadius: number;
  readonly pen?: Pen;
}

/** A stroke that stands for no character, such as a line under a number, drawn by hand; lengths in em. */
export function longStroke(
  { from, to, y, ...pen }: StrokePen & {
    readonly from: number;
    readonly to: number;
    /** Its height at `from`. */
    readonly y: number;
  },
  random: Random,
): PlacedGlyph[] {
  const count = STRAIGHT * Math.ceil((to - from) / PIECE);
  // However long it is, it rises little in all.
  const slope = Math.min(0.02, 0.05 / (to - from)) * random.normal();
  const points = Array.from({ length: count + 1 }, (_, i) => {
    const along = i / count * (to - from);
    return { x: from + along, y: y + slope * along + 0.008 * random.normal() };
  });
  return pieces(points, STRAIGHT, pen);
}

/** A ring's least distance from what it goes round, and how much wider it may be drawn, in em. */
const RING_GAP = [0.05, 0.35] as const;

/** A ring round something, as people circle an answer: from round to nearly a box, its ends seldom meet. */
export function ring(inside: Area, pen: StrokePen, random: Random): PlacedGlyph[] {
  const { left, top, right, bottom } = inside;
  const roundness = 2 / random.uniform(2, 4);
  // The corners of what is inside touch a ring that is this much larger; few characters fill theirs.
  const larger = 2 ** (roundness / 2) * random.uniform(0.85, 1);
  const gap = () => pen.penRadius + random.uniform(...RING_GAP);
  const [across, down] = [larger * (right - left) / 2 + gap(), larger * (bottom - top) / 2 + gap()];
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const lean = 0.1 * random.normal();
  const start = random.uniform(0, 2 * Math.PI);
  const turn = (random.chance(0.5) ? 1 : -1) * 2 * Math.PI * random.uniform(0.95, 1.15);
  const grows = random.uniform(-0.08, 0.12);
  const count = BENT * Math.ceil(4 * (across + down) / PIECE);
  const points = Array.from({ length: count + 1 }, (_, i): Point => {
    const angle = start + i / count * turn;
    const bent = (value: number) => Math.sign(value) * Math.abs(value) ** roundness;
    const reach = 1 + grows * i / count + 0.006 * random.normal();
    const v = reach * down * bent(Math.sin(angle));
    return { x: x + reach * across * bent(Math.cos(angle)) - lean * v, y: y + v };
  });
  return pieces(points, BENT, pen);
}

/** Glyphs of a stroke, each from one point to the one that lies `each` farther on. */
function pieces(points: Stroke, each: number, { penRadius, pen }: StrokePen): PlacedGlyph[] {
  return Array.from({ length: (points.length - 1) / each }, (_, piece) => {
    const own = points.slice(each * piece, each * (piece + 1) + 1);
    const { left, top, right, bottom } = around(own, 0);
    const size = Math.max(LEAST_SIZE, right - left, bottom - top);
    // In the middle of the em square, where the pen has room all round.
    const [x, y] = [(left + right - size) / 2, (top + bottom + size) / 2];
    const stroke = own.map((point) => ({ x: (point.x - x) / size, y: 1 + (point.y - y) / size }));
    const glyph = { ...strokeGlyph("", [stroke], { isDigit: false }), finest: 0.01 };
    const loose = { glyph, x, y, size, shear: 0, pen };
    return { ...loose, area: inkArea(loose, penRadius)! };
  });
}
