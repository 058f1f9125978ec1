/** Digits that somebody has crossed out. */
import { clamp } from "../../../base/clamp.ts";
import type { Random } from "../../../base/random.ts";
import type { Stroke } from "../../../image/draw_strokes.ts";
import { type Area, middleOf } from "../../area.ts";
import { type Glyph, strokeGlyph } from "./glyph.ts";
import { inkArea } from "./placed_glyph.ts";

/** Digits that some people write with a stroke through them: one more does not clearly cross them out. */
const STROKED = ["0", "1", "2", "4", "7"];

/** How far strokes may reach in the em square's field. */
const [NEAR, FAR] = [-0.12, 1.12];

/** A digit crossed out by one to three strokes, or scribbled over: to be read as none. */
export function crossOut(glyph: Glyph, penRadius: number, random: Random): Glyph {
  const loose = { glyph, x: 0, y: 1, size: 1, shear: 0 };
  const area = inkArea(loose, penRadius)!;
  const least = STROKED.includes(glyph.sign) ? 2 : 1;
  const strokes = random.chance(0.45)
    ? [scribble(area, penRadius, random)]
    : dashes(glyph.sign, area, least + random.integer(4 - least), random);
  const over = strokeGlyph(glyph.sign, strokes, { isDigit: false });
  return {
    ...over,
    field: glyph.field.map((distance, i) => Math.min(distance, over.field[i])),
    finest: glyph.finest,
  };
}

/** Strokes along one direction, or two that cross. */
function dashes(sign: string, area: Area, count: number, random: Random): Stroke[] {
  const { left, top, right, bottom } = area;
  const { x, y } = middleOf(area);
  // A narrow digit is crossed out by strokes that are longer than it is broad.
  const across = Math.max(0.25, (right - left) / 2) * random.uniform(1.15, 1.45);
  const down = (bottom - top) / 2 * random.uniform(0.75, 1.1);
  const crossing = count === 2 && random.chance(0.6);
  // A single rising stroke could be the digit's own, so it falls; over a one, steep strokes look like ones.
  const steep = random.uniform(0.5, 1) * (count === 1 ? 1 : -1);
  const slant = sign === "1" || random.chance(0.3) ? random.uniform(-0.15, 0.15) : steep;
  return Array.from({ length: count }, (_, i) => {
    const drop = crossing ? (i === 0 ? down : -down) : slant * down;
    const shift = crossing ? 0 : (i - (count - 1) / 2) * random.uniform(0.18, 0.3);
    return wavering([
      { x: x - across, y: y + shift - drop },
      { x, y: y + shift },
      { x: x + across, y: y + shift + drop },
    ], random);
  });
}

/** To and fro over the digit, so close that little of it can be seen. */
function scribble({ left, top, right, bottom }: Area, penRadius: number, random: Random): Stroke {
  const turns = 5 + random.integer(7);
  const room = Math.max(0.2, (right - left) / 2);
  const middle = (left + right) / 2;
  const points = Array.from({ length: turns }, (_, i) => ({
    x: middle + (i % 2 === 0 ? -1 : 1) * room * random.uniform(0.8, 1.2),
    y: top + penRadius + (bottom - top - 2 * penRadius) * (i + random.uniform(-0.4, 0.4)) / turns,
  }));
  return wavering(points, random);
}

function wavering(points: Stroke, random: Random): Stroke {
  const shaken = (value: number) => clamp(value + 0.025 * random.normal(), NEAR, FAR);
  return points.map(({ x, y }) => ({ x: shaken(x), y: shaken(y) }));
}
