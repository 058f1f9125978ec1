import { amount, type Color, pick, type Trouble } from "./scene.ts";

/** What else is in view beside the sheet and the writing. */
export interface Surroundings {
  /** A printed or drawn box round the writing. */
  readonly frame: Frame | null;
  /** The sheet's borders that are in view, and what it lies on. */
  readonly desk: Desk | null;
}

/** A box round the writing; lengths in em. */
export interface Frame {
  /** From the writing to the line. */
  readonly gap: number;
  /** Half the line's width. */
  readonly radius: number;
  /** What is left of the paper's colour under the line. */
  readonly level: number;
}

/** What the sheet lies on. */
export interface Desk {
  readonly color: Color;
  /** How much the wood's grain shows. */
  readonly grain: number;
  /** How far from the writing the sheet ends, in em: left, top, right, bottom; `Infinity` is out of view. */
  readonly ends: readonly [left: number, top: number, right: number, bottom: number];
}

/** A box round the writing, as on a form: the stronger, the closer and the bolder. */
export const frameAround: Trouble = (scene, strength, random) => {
  const around = {
    gap: amount({ mild: [0.5, 1], medium: [0.3, 0.7], strong: [0.18, 0.4] }, strength, random),
    radius: amount(
      { mild: [0.008, 0.015], medium: [0.01, 0.03], strong: [0.02, 0.05] },
      strength,
      random,
    ),
    level: amount({ mild: [0.5, 0.8], medium: [0.25, 0.6], strong: [0.05, 0.4] }, strength, random),
  };
  return {
    ...scene,
    surroundings: { ...scene.surroundings, frame: around },
    camera: widen(scene.camera, [0, 1, 2, 3].map(() => around.gap + random.uniform(0.1, 0.8))),
  };
};

/** Wood, dark wood, a white table, a cloth, a black mat. */
const tops: readonly Color[] = [
  [0.72, 0.52, 0.34],
  [0.42, 0.28, 0.18],
  [0.78, 0.77, 0.74],
  [0.35, 0.42, 0.5],
  [0.12, 0.12, 0.13],
  [0.55, 0.56, 0.58],
];

/** A sheet whose borders are in view. */
export const deskEdge: Trouble = (scene, strength, random) => {
  const sides = { mild: 1, medium: 1 + random.integer(2), strong: 2 + random.integer(3) }[strength];
  const chosen = random.shuffle([0, 1, 2, 3]).slice(0, sides);
  const ends = [0, 1, 2, 3].map((side) => {
    const gap = amount(
      { mild: [0.6, 1.5], medium: [0.4, 1], strong: [0.3, 0.6] },
      strength,
      random,
    );
    return chosen.includes(side) ? gap : Infinity;
  }) as [number, number, number, number];
  const desk = { color: pick(tops, random), grain: random.uniform(0, 0.12), ends };
  const room = ends.map((end) => end === Infinity ? 0 : end + random.uniform(0.3, 1.5));
  return {
    ...scene,
    surroundings: { ...scene.surroundings, desk },
    camera: widen(scene.camera, room),
  };
};

function widen<C extends { readonly margins: readonly number[] }>(camera: C, room: number[]): C {
  return { ...camera, margins: camera.margins.map((margin, i) => Math.max(margin, room[i])) };
}
