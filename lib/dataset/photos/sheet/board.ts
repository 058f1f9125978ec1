import { clamp } from "../../../base/clamp.ts";
import { createRandom } from "../../../base/random.ts";
import { boundsOf, somewhereIn } from "../../area.ts";
import { noiseAt, smoothNoise, whiteNoise } from "../view/grain.ts";
import type { Layer } from "../view/layer.ts";
import { type Color, palette } from "../color.ts";
import { byStrength, type Degradation } from "../scene.ts";
import { evenPaper } from "./paper.ts";

/** A board that is written on and wiped. */
export interface Board {
  /** What is left of older writing. */
  readonly dust: Color;
  /** How many sweeps of the sponge are seen, and how much of the dust each leaves. */
  readonly sweeps: number;
  readonly level: number;
  /** How strongly a lamp or a window is mirrored in it, at the middle of the mirror image, in [0, 1]. */
  readonly glare: number;
  readonly seed: number;
}

const markers = palette("8,8,10 10,15,60 75,10,12 5,42,20");

/** A whiteboard, not wiped well, with a lamp in it. */
export const whiteboard: Degradation = (scene, strength, random) => {
  const white = random.uniform(0.86, 0.96);
  const color = random.pick(markers);
  return {
    ...scene,
    paper: {
      ...evenPaper,
      color: [white, white + random.uniform(-0.01, 0.02), white + random.uniform(0, 0.03)],
      clouds: random.uniform(0, 0.015),
    },
    pen: {
      radius: Math.max(scene.pen.radius, random.uniform(0.045, 0.085)),
      color,
      opacity: random.uniform(0.8, 1),
      grain: byStrength(strength, random, [0, 0.1], [0.05, 0.2], [0.15, 0.4]),
    },
    board: {
      dust: random.pick(markers),
      sweeps: 1 + random.integer({ mild: 3, medium: 5, strong: 8 }[strength]),
      level: byStrength(strength, random, [0.03, 0.07], [0.05, 0.13], [0.1, 0.2]),
      glare: byStrength(strength, random, [0.1, 0.3], [0.2, 0.45], [0.4, 0.6]),
      seed: random.integer(2 ** 31),
    },
  };
};

const slates = palette("12,24,19 16,29,24 13,14,15 20,21,22 10,18,26");
const chalks = palette("93,93,90 93,93,90 95,88,55 95,70,72 65,85,95");

/** Chalk on a blackboard, grey with dust. */
export const blackboard: Degradation = (scene, strength, random) => ({
  ...scene,
  paper: {
    ...evenPaper,
    color: random.pick(slates),
    dark: true,
    fibres: random.uniform(0.01, 0.04),
    clouds: random.uniform(0.03, 0.09),
  },
  pen: {
    radius: Math.max(scene.pen.radius, random.uniform(0.045, 0.08)),
    color: random.pick(chalks),
    opacity: random.uniform(0.8, 1),
    grain: byStrength(strength, random, [0.15, 0.3], [0.25, 0.45], [0.35, 0.6]),
  },
  board: {
    dust: [0.8, 0.82, 0.8],
    sweeps: 2 + random.integer({ mild: 3, medium: 6, strong: 9 }[strength]),
    level: byStrength(strength, random, [0.04, 0.09], [0.07, 0.15], [0.12, 0.2]),
    glare: random.chance(0.3) ? random.uniform(0.03, 0.12) : 0,
    seed: random.integer(2 ** 31),
  },
});

/** Wipes the board: broad bands with streaks along them. */
export function layBoard({ dust, sweeps, level, seed }: Board, layer: Layer): void {
  const random = createRandom(seed);
  for (let n = 0; n < sweeps; n++) {
    const middle = somewhereIn(layer.seen, random);
    const angle = random.uniform(-0.7, 0.7) + (random.chance(0.25) ? Math.PI / 2 : 0);
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
    const half = random.uniform(0.6, 3);
    const width = random.uniform(0.3, 1.1);
    const bend = random.uniform(-0.15, 0.15);
    const share = level * random.uniform(0.5, 1);
    const offset = random.uniform(0, 200);
    layer.paint(boundsOf([middle], half + width + half * half * 0.15), (x, y, i) => {
      const along = (x - middle.x) * ux + (y - middle.y) * uy;
      const across = (y - middle.y) * ux - (x - middle.x) * uy - bend * along * along;
      const a = 1 - Math.abs(along) / half;
      const b = 1 - Math.abs(across) / width;
      if (a <= 0 || b <= 0) return;
      const streaks = 0.6 + 0.5 * noiseAt(smoothNoise, along * 1.5 + offset, across * 26 + offset);
      const rim = Math.min(1, 4 * a) * Math.min(1, 5 * b);
      layer.blend(i, clamp(share * streaks * rim), dust);
    });
  }
}

/** The lamp in the board, a soft streak of light, and how chalk and markers scatter it. */
export function layGlare({ glare, seed }: Board, layer: Layer): void {
  if (glare === 0) return;
  const random = createRandom(seed).fork("glare");
  const { left, top, right, bottom } = layer.seen;
  const middle = somewhereIn(layer.seen, random);
  const reachX = (right - left) * random.uniform(0.08, 0.3);
  const reachY = (bottom - top) * random.uniform(0.08, 0.3);
  const white: Color = [1, 1, random.uniform(0.9, 1)];
  layer.paint(layer.seen, (x, y, i) => {
    const far = ((x - middle.x) / reachX) ** 2 + ((y - middle.y) / reachY) ** 2;
    if (far > 9) return;
    const rough = 1 + 0.05 * noiseAt(whiteNoise, x * 9, y * 9);
    layer.blend(i, clamp(glare * rough * Math.exp(-far / 2) - 0.011 * glare), white);
  });
}
