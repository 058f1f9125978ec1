import type { Random } from "../../../base/random.ts";
import { noiseAt, smoothNoise } from "../view/grain.ts";
import { type Color, palette, underLight } from "../color.ts";
import { byStrength, type Degradation } from "../scene.ts";

/** The sheet itself. */
export interface Paper {
  readonly color: Color;
  /** Whether the ink is lighter than the sheet: a board, or a screen in dark mode. */
  readonly dark: boolean;
  /** Deviation of the paper's brightness from fibre to fibre. */
  readonly fibres: number;
  /** The same over larger patches. */
  readonly clouds: number;
  /** Where it was folded. */
  readonly creases: readonly Crease[];
}

/** A fold: a line across the sheet with a light and a dark side. */
export interface Crease {
  /** The line is where `x * across.x + y * across.y = at`, in em, as the writing is measured. */
  readonly across: { readonly x: number; readonly y: number };
  readonly at: number;
  /** Change of brightness next to the fold, and how far from it that fades, in em. */
  readonly depth: number;
  readonly reach: number;
}

/** Paper that shows nothing of itself. */
export const evenPaper = { dark: false, fibres: 0, clouds: 0, creases: [] } as const;

/** Note paper, envelopes, card. */
const pastels = palette("100,96,72 98,86,88 86,95,84 84,91,98 96,90,78");
const brights = palette("100,92,35 99,66,74 65,88,55 56,80,95 82,68,50");
const deep = palette("98,62,18 93,42,60 42,72,38 36,60,85 66,50,34");

/** Paper that is not white: the stronger, the deeper its colour. */
export const colouredPaper: Degradation = (scene, strength, random) => {
  const color = random.pick({ mild: pastels, medium: brights, strong: deep }[strength]);
  return { ...scene, paper: { ...scene.paper, color } };
};

/** Light writing on a dark ground, as on a board or a screen: the stronger, the less contrast. */
export const darkMode: Degradation = (scene, strength, random) => {
  const ground = byStrength(strength, random, [0.02, 0.1], [0.08, 0.22], [0.2, 0.34]);
  const ink = byStrength(strength, random, [0.92, 1], [0.78, 0.95], [0.62, 0.78]);
  const tint = random.pick(palette("100,100,100 85,100,90 85,92,110 105,98,85"));
  return {
    ...scene,
    paper: { ...scene.paper, color: underLight(tint, ground), dark: true },
    pen: { ...scene.pen, color: underLight(tint, ink), opacity: 1 },
  };
};

/** Rough, mottled or folded paper. */
export const paperTexture: Degradation = (scene, strength, random) => {
  const folds = { mild: 0, medium: random.integer(3), strong: 1 + random.integer(3) }[strength];
  const depth = () => byStrength(strength, random, [0, 0], [0.05, 0.12], [0.1, 0.22]);
  return {
    ...scene,
    paper: {
      ...scene.paper,
      fibres: byStrength(strength, random, [0.01, 0.02], [0.02, 0.035], [0.03, 0.055]),
      clouds: byStrength(strength, random, [0.01, 0.02], [0.02, 0.04], [0.035, 0.06]),
      creases: drawCreases(folds, depth, 1, random),
    },
  };
};

/** Folds anywhere: `depth` draws how deep each is; the farthest fades within `reach` em. */
export function drawCreases(count: number, depth: () => number, reach: number, random: Random) {
  return Array.from({ length: count }, (): Crease => {
    const angle = random.uniform(0, Math.PI);
    return {
      across: { x: Math.cos(angle), y: Math.sin(angle) },
      at: random.uniform(-2.5, 2.5),
      depth: depth(),
      reach: random.uniform(0.1, reach),
    };
  });
}

/** The paper's brightness at a place, in em, as the writing is measured; 1 where it is even. */
export function paperBrightness(paper: Paper, x: number, y: number): number {
  let level = 1;
  if (paper.fibres > 0) level += paper.fibres * noiseAt(smoothNoise, x * 61, y * 53);
  if (paper.clouds > 0) level += paper.clouds * noiseAt(smoothNoise, x * 3.7 + 91, y * 3.1 + 17);
  for (const { across, at, depth, reach } of paper.creases) {
    const distance = (x * across.x + y * across.y - at) / reach;
    const fading = 1 / (1 + 4 * distance * distance);
    level += depth * fading * (distance > 0 ? 0.5 : -1);
  }
  return level;
}
