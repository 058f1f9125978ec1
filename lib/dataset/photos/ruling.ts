import type { Random } from "../../random.ts";
import { amount, type Color, pick, type Strength, type Trouble } from "./scene.ts";

/** Lines that the paper was printed with. */
export interface Ruling {
  /** From one line to the next, in em. */
  readonly pitch: number;
  /** Whether lines run upward too. */
  readonly squared: boolean;
  /** Where the lines lie below the foot of the writing, in em. */
  readonly drop: number;
  /** Half a line's width, in em. */
  readonly radius: number;
  /** What is left of the paper's colour under a line. */
  readonly color: Color;
}

/** What blue, grey, brown and red lines keep of white when they are printed in full. */
const inks: readonly Color[] = [
  [0.35, 0.55, 0.85],
  [0.45, 0.45, 0.5],
  [0.45, 0.7, 0.75],
  [0.75, 0.55, 0.45],
];

function rule(strength: Strength, random: Random): Pick<Ruling, "radius" | "color"> {
  const print = amount(
    { mild: [0.15, 0.3], medium: [0.35, 0.6], strong: [0.65, 1] },
    strength,
    random,
  );
  const [red, green, blue] = pick(inks, random);
  return {
    radius: random.uniform(0.006, 0.02),
    color: [1 - print * (1 - red), 1 - print * (1 - green), 1 - print * (1 - blue)],
  };
}

/** Lined paper; most people write on the line, some hastily across it. */
export const ruledPaper: Trouble = (scene, strength, random) => {
  const careless = amount(
    { mild: [0, 0.05], medium: [0, 0.15], strong: [0, 0.5] },
    strength,
    random,
  );
  const ruling = {
    ...rule(strength, random),
    pitch: random.uniform(1.15, 1.9),
    squared: false,
    drop: random.uniform(-careless, 0.1),
  };
  return { ...scene, ruling };
};

/** Squared paper, a digit to a square or to two. */
export const squaredPaper: Trouble = (scene, strength, random) => {
  const ruling = {
    ...rule(strength, random),
    pitch: pick([random.uniform(0.42, 0.6), random.uniform(0.8, 1.3)], random),
    squared: true,
    drop: random.uniform(-0.2, 0.1),
  };
  return { ...scene, ruling };
};

/**
 * How far a place is from the nearest line, in em.
 *
 * @param y Downward from the foot of the writing.
 */
export function toRuling({ pitch, squared, drop }: Ruling, x: number, y: number): number {
  const v = (y - drop) / pitch;
  const down = Math.abs(v - Math.round(v));
  if (!squared) return down * pitch;
  const u = x / pitch;
  const across = Math.abs(u - Math.round(u));
  return Math.min(down, across) * pitch;
}
