/** Where digits stand on a canvas. */
import { clamp } from "../../../base/clamp.ts";
import type { Random } from "../../../base/random.ts";
import type { Stroke } from "../../../image/draw_strokes.ts";
import { mapPoints } from "../../reshape_strokes.ts";
import { type Area, areaOfBox, boundsOf, unionOf } from "../../area.ts";
import { ring } from "../writing/extra_strokes.ts";
import type { DrawingTool, Stamp } from "./drawing_tool.ts";

/** A canvas and what is drawn on it, all in whole pixels. */
export interface CanvasLayout {
  readonly width: number;
  readonly height: number;
  /** Line by line from the left; what lies beyond the sides is cut off. */
  readonly lines: readonly (readonly PlacedStamp[])[];
  /** Lines round some of them, which stand for no character. */
  readonly rings?: { readonly strokes: readonly Stroke[]; readonly pen: number };
}

/** A stamp and where its left top corner lies. */
export interface PlacedStamp extends Stamp {
  readonly x: number;
  readonly y: number;
}

/** The shortest side of a canvas. */
export const SHORTEST = 28;
/** The least height of a digit by itself, and of one in a row or a ring. */
const [SMALLEST, SMALLEST_OF_MANY] = [10, 8];
/** The flattest and the tallest canvas: width to height. */
const [TALL, FLAT] = [1 / 3, 4];
/** How much of a digit's height may be cut off. */
const MOST_CUT = 0.05;

/** One digit: from edge to edge, cut out without a margin, or anywhere, large, small or tiny. */
export function layOutOne(draw: DrawingTool, longest: number, random: Random): CanvasLayout {
  const sides = drawSides(longest, random);
  const [width, height] = sides;
  // `place` says where the stamp begins along an axis, for the room that it leaves there.
  const one = (stamp: Stamp, place: (room: number) => number, [width, height] = sides) => {
    const [x, y] = [width - stamp.image.width, height - stamp.image.height]
      .map((room) => Math.round(place(room)));
    return { width, height, lines: [[{ ...stamp, x, y }]] };
  };
  const way = random.uniform();
  if (way < 0.15) {
    // A one would be too narrow a picture without paper beside it.
    const stamp = draw(height, width, random);
    const grown = grow(stamp.image.width, stamp.image.height, longest);
    return one(stamp, (room) => room * lotOfSide(random), grown);
  }
  if (way < 0.45) {
    const share = random.chance(0.5) ? 1 : random.uniform(0.85, 1 + MOST_CUT);
    const stamp = draw(share * height, share * width, random);
    const most = MOST_CUT * stamp.image.height;
    const cut = Math.floor(most);
    return one(stamp, (room) => {
      const at = room * lotOfSide(random);
      // Both sides together cut off no more than is allowed.
      const moved = room < 0 || random.chance(0.6) ? at : at + most * random.uniform(-1, 1);
      return clamp(moved, Math.min(0, room) - cut, Math.max(0, room) + cut);
    });
  }
  const tiny = way > 0.82;
  const wanted = tiny
    ? random.logUniform(SMALLEST, Math.max(1.5 * SMALLEST, 0.15 * height))
    : random.uniform(0.25, 0.9) * height;
  const stamp = draw(Math.max(SMALLEST, Math.min(wanted, height)), width, random);
  return one(stamp, (room) => Math.max(0, room) * random.uniform());
}

/** Two to ten digits: in a row, as uneven as hands are, or in several rows. */
export function layOutRow(draw: DrawingTool, longest: number, random: Random): CanvasLayout {
  // Two or three are what fills a pad that is as high as wide.
  const count = 2 + random.integer(random.chance(0.4) ? 2 : 9);
  const rows = random.chance(0.25) ? Math.min(count, 2 + random.integer(3)) : 1;
  const uneven = random.chance(0.4) ? random.uniform(0.1, 0.45) : random.uniform(0, 0.08);
  const slope = random.chance(0.3) ? random.uniform(-0.3, 0.3) : 0;
  const gap = random.uniform(0.08, 0.5);
  // Some rows are of exponents and indices, some are below rows of another size.
  const small = random.chance(0.15) ? 0.3 : 0;
  const isMixed = random.chance(0.3);
  const perRow = Math.ceil(count / rows);
  const leastWidth = Math.min(longest, 0.9 * SMALLEST * perRow);
  let size = Math.max(
    SMALLEST,
    Math.min(random.logUniform(leastWidth, longest) / (0.9 * perRow), longest / (1.4 * rows)),
  );
  for (;; size = Math.max(SMALLEST_OF_MANY, 0.85 * size)) {
    const lines: PlacedStamp[][] = [];
    let foot = 0;
    for (let start = 0; start < count; start += perRow) {
      const line: PlacedStamp[] = [];
      let x = rows > 1 ? Math.round(random.uniform(0, 1.5) * size) : 0;
      const own = size * (isMixed ? random.logUniform(0.25, 1) : 1);
      for (let i = start; i < Math.min(count, start + perRow); i++) {
        const less = random.chance(small) ? random.uniform(0.25, 0.55) : 1;
        const share = less * Math.exp(uneven * clamp(random.normal(), -2, 2));
        const high = Math.max(SMALLEST_OF_MANY, share * own);
        const stamp = draw(high, Math.max(SMALLEST_OF_MANY, 1.2 * share * own), random);
        const rise = less < 1 ? own * random.uniform(-0.5 * less, 1 - 0.5 * less) : 0;
        const off = slope * x + 0.8 * uneven * own * random.normal() - rise;
        line.push({ ...stamp, x, y: Math.round(off) - stamp.image.height });
        x += stamp.image.width + Math.max(2, Math.round(random.uniform(0.6, 1.5) * gap * own));
      }
      // Below all that is in the rows above.
      const top = Math.min(...line.map(({ y }) => y));
      const shift = start === 0 ? 0 : foot - top + Math.round(random.uniform(0.15, 0.6) * own);
      lines.push(moved(line, 0, shift));
      foot = shift + Math.max(...line.map(({ y, image }) => y + image.height));
    }
    const framed = frameLines(lines, size, longest, random);
    if (framed) return framed;
  }
}

/** One digit to four in a row, each or all of them together encircled. */
export function layOutEncircled(draw: DrawingTool, longest: number, random: Random): CanvasLayout {
  const count = random.pick([1, 1, 2, 3, 4]);
  const isOne = count > 1 && random.chance(0.25);
  const gap = isOne ? random.uniform(0.1, 0.4) : random.uniform(0.5, 1.2);
  for (let size = random.logUniform(14, 0.6 * longest);; size *= 0.85) {
    const stamps: PlacedStamp[] = [];
    let x = 0;
    for (let i = 0; i < count; i++) {
      const high = Math.max(SMALLEST_OF_MANY, size * random.uniform(0.9, 1.1));
      const stamp = draw(high, 1.2 * size, random);
      const y = Math.round(0.06 * size * random.normal());
      stamps.push({ ...stamp, x, y });
      x += stamp.image.width + Math.round(gap * size);
    }
    const areas = stamps.map(areaOf);
    const inside = isOne ? [unionOf(areas)] : areas.filter((_, i) => i === 0 || random.chance(0.7));
    const pen = Math.max(1, size * random.logUniform(0.02, 0.12));
    const strokes = mapPoints(
      inside.map((area) => ring(scaled(area, 1 / size), random)),
      ({ x, y }) => ({ x: x * size, y: y * size }),
    );
    const all = unionOf([...areas, ...strokes.map((stroke) => boundsOf(stroke, pen))]);
    const margin = () => random.uniform(0, 1) * size;
    const [left, top] = [Math.round(margin() - all.left), Math.round(margin() - all.top)];
    const [width, height] = grow(
      Math.ceil(left + all.right + margin()),
      Math.ceil(top + all.bottom + margin()),
      longest,
    );
    if (size > 10 && (left + all.right > longest || top + all.bottom > longest)) continue;
    return {
      width,
      height,
      lines: [moved(stamps, left, top)],
      rings: { strokes: mapPoints(strokes, ({ x, y }) => ({ x: x + left, y: y + top })), pen },
    };
  }
}

const moved = (stamps: readonly PlacedStamp[], dx: number, dy: number): PlacedStamp[] =>
  stamps.map((stamp) => ({ ...stamp, x: stamp.x + dx, y: stamp.y + dy }));

const areaOf = ({ x, y, image: { width, height } }: PlacedStamp): Area =>
  areaOfBox({ x, y, width, height });

const scaled = ({ left, top, right, bottom }: Area, by: number): Area => (
  { left: left * by, top: top * by, right: right * by, bottom: bottom * by }
);

/** A canvas round lines of digits: some sides touch them, some cut them, most leave room. */
function frameLines(lines: CanvasLayout["lines"], size: number, longest: number, random: Random) {
  const all = lines.flat();
  const { left, top, right, bottom } = unionOf(all.map(areaOf));
  const [across, down] = [right - left, bottom - top];
  if (across > longest || down > longest) return null;
  const close = random.chance(0.5);
  const lowest = Math.min(...all.map(({ image }) => image.height));
  const [before, after, above, below] = Array.from({ length: 4 }, () => {
    if (close && random.chance(0.6)) return 0;
    if (close && random.chance(0.3)) return -Math.floor(random.uniform(0, MOST_CUT) * lowest);
    return Math.round(random.logUniform(0.03, 3) * size);
  });
  const sides = [across + before + after, down + above + below];
  const [width, height] = grow(Math.min(longest, sides[0]), Math.min(longest, sides[1]), longest);
  const room = [width - across, height - down];
  const x = share(room[0], before, after) - left;
  const y = share(room[1], above, below) - top;
  return { width, height, lines: lines.map((line) => moved(line, x, y)) };
}

/** Splits `room` in the ratio of `before` to `after`; returns the part that goes before. */
function share(room: number, before: number, after: number): number {
  if (room === before + after || before + after <= 0) return Math.min(before, room);
  return Math.round(room * Math.max(0, before) / (Math.max(0, before) + Math.max(0, after)));
}

/** A canvas's sides: most are squares. */
function drawSides(longest: number, random: Random): [width: number, height: number] {
  const side = Math.round(random.logUniform(SHORTEST, longest));
  if (random.chance(0.7)) return [side, side];
  const aspect = random.logUniform(TALL, FLAT);
  const other = Math.max(SHORTEST, Math.round(aspect < 1 ? side * aspect : side / aspect));
  return aspect < 1 ? [other, side] : [side, other];
}

/** The sides, made longer where the canvas would be too small, too tall or too flat. */
function grow(width: number, height: number, longest: number): [width: number, height: number] {
  const w = Math.max(SHORTEST, width, Math.ceil(height * TALL));
  const h = Math.max(SHORTEST, height, Math.ceil(w / FLAT));
  return [Math.min(longest, w), Math.min(longest, h)];
}

/** A place from 0, one side, to 1, the other: at either side, in the middle, or anywhere. */
function lotOfSide(random: Random): number {
  return random.pick([0, 0.5, 1, random.uniform()]);
}
