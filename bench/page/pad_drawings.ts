import { createRandom, type Random } from "../../lib/base/random.ts";
import { followWithMouse } from "../../lib/dataset/follow_with_mouse.ts";
import { designHand, writeSign } from "../../lib/dataset/stroke_designs.ts";

/** A drawing as the page's pad has it, in its units. */
export interface PadDrawing {
  readonly width: number;
  readonly strokes: readonly {
    readonly width: number;
    readonly points: readonly (readonly [x: number, y: number, pressure: number])[];
  }[];
}

/** The square pad's side, in its units. */
export const PAD_SIDE = 560;
/** The width of the wide pad, which is as high. */
const WIDE = 1400;

/** Drawings as many people make them with a mouse: one to three digits, every fifth a long number on the wide pad. */
export function padDrawings(count: number, seed = 1): PadDrawing[] {
  const random = createRandom(seed).fork("pad drawings");
  return Array.from({ length: count }, (_, i) => padDrawing(i % 5 === 4, random.fork(`${i}`)));
}

function padDrawing(isWide: boolean, random: Random): PadDrawing {
  const hand = designHand(random.fork("hand"));
  const width = isWide ? WIDE : PAD_SIDE;
  const count = isWide ? 4 + random.integer(4) : 1 + random.integer(3);
  const size = Math.min(0.8 * PAD_SIDE, 1.1 * width / count) * random.uniform(0.6, 1);
  const pen = random.uniform(12, 40);
  const strokes = Array.from({ length: count }, (_, i) => {
    const left = (i + 0.5) * width / count - 0.3 * size + 0.03 * size * random.normal();
    const top = (PAD_SIDE - size) / 2 + 0.05 * size * random.normal();
    const placed = writeSign(hand, random.integer(10), random).map((stroke) =>
      stroke.map(({ x, y }) => ({ x: left + size * x, y: top + size * y }))
    );
    return followWithMouse(placed, { drift: 2, tremor: 0.8 }, random);
  }).flat();
  return {
    width,
    strokes: strokes.map((stroke) => ({
      width: pen,
      points: stroke.map(({ x, y }) => [x, y, 0.5] as const),
    })),
  };
}
