import type { Random } from "../../base/random.ts";
import type { Binding } from "./binding.ts";
import { type Desk, type Material, plainDesk } from "./desk.ts";
import { amount, type Color, type Degradation, mapColor, pick, type Strength } from "./scene.ts";
import type { Thing, ThingKind } from "./things.ts";
import type { ScreenWindow } from "./window.ts";

/** What else is in view beside the sheet and the writing. */
export interface Surroundings {
  /** A printed or drawn box round the writing. */
  readonly frame: Frame | null;
  /** The sheet's borders that are in view, and what it lies on. */
  readonly desk: Desk | null;
  /** What holds the sheet where its border is in view. */
  readonly binding: Binding | null;
  /** What lies beside the writing, from the lowest to the uppermost. */
  readonly things: readonly Thing[];
  /** The program's window that the sheet is a canvas in. */
  readonly screen: ScreenWindow | null;
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

/** A box round the writing, as on a form: the stronger, the closer and the bolder. */
export const frameAround: Degradation = (scene, strength, random) => {
  const around = {
    gap: amount(strength, random, [0.5, 1], [0.3, 0.7], [0.18, 0.4]),
    radius: amount(strength, random, [0.008, 0.015], [0.01, 0.03], [0.02, 0.05]),
    level: amount(strength, random, [0.5, 0.8], [0.25, 0.6], [0.05, 0.4]),
  };
  return {
    ...scene,
    surroundings: { ...scene.surroundings, frame: around },
    camera: widen(scene.camera, [0, 1, 2, 3].map(() => around.gap + random.uniform(0.1, 0.8))),
  };
};

/** Draws by lot which borders of the sheet are in view, and how far from the writing. */
function drawEnds(sides: number, strength: Strength, random: Random): Desk["ends"] {
  const chosen = random.shuffle([0, 1, 2, 3]).slice(0, sides);
  return [0, 1, 2, 3].map((side) => {
    const gap = amount(strength, random, [0.6, 1.5], [0.4, 1], [0.3, 0.6]);
    return chosen.includes(side) ? gap : Infinity;
  }) as unknown as Desk["ends"];
}

/** So much room that what is beyond the sheet's borders is in view. */
function roomFor(ends: Desk["ends"], low: number, high: number, random: Random): number[] {
  return ends.map((end) => end === Infinity ? 0 : end + random.uniform(low, high));
}

/** A sheet whose borders are in view; now and then torn, or curled. */
export const deskEdge: Degradation = (scene, strength, random) => {
  const sides = { mild: 1, medium: 1 + random.integer(2), strong: 2 + random.integer(3) }[strength];
  const ends = drawEnds(sides, strength, random);
  const material = pick<Material>(["wood", "planks", "fabric", "plaster", "plain", "keys"], random);
  const desk = {
    ...plainDesk(material, random),
    ends,
    ragged: random.chance(0.2) ? random.uniform(0.02, 0.08) : 0,
    curl: random.chance(0.2) ? random.uniform(0.05, 0.2) : 0,
  };
  return {
    ...scene,
    surroundings: { ...scene.surroundings, desk },
    camera: widen(scene.camera, roomFor(ends, 0.3, 1.5, random)),
  };
};

/** A sheet on a table among other things: the stronger, the more of them. */
export const tableTop: Degradation = (scene, strength, random) => {
  const count = { mild: 1, medium: 1 + random.integer(2), strong: 2 + random.integer(2) }[strength];
  const sides = random.shuffle([0, 1, 2, 3]).slice(0, count) as Thing["side"][];
  const gaps = [0, 1, 2, 3].map(() => random.uniform(0.25, 0.8));
  const kinds = ["pen", "cup", "cable", "phone"] as const satisfies readonly ThingKind[];
  const things = sides.map((side) => ({
    kind: pick(kinds, random),
    side,
    gap: gaps[side] + random.uniform(0, 0.3),
    size: random.uniform(0.35, 0.7),
    seed: random.integer(2 ** 31),
  }));
  const ends = gaps.map((gap, side) =>
    sides.includes(side as Thing["side"]) || random.chance(0.3) ? gap : Infinity
  ) as unknown as Desk["ends"];
  const material = pick<Material>(["wood", "planks", "fabric", "tiles", "plain"], random);
  return {
    ...scene,
    surroundings: {
      ...scene.surroundings,
      desk: { ...plainDesk(material, random), ends },
      things: [...scene.surroundings.things, ...things],
    },
    camera: widen(scene.camera, roomFor(ends, 1, 2.5, random)),
  };
};

/** The colours of sticky notes. */
const notes: readonly Color[] = [
  [1, 0.93, 0.45],
  [1, 0.93, 0.45],
  [1, 0.62, 0.72],
  [0.7, 0.92, 0.5],
  [0.6, 0.85, 0.98],
  [1, 0.72, 0.35],
];

/** A sticky note on a desk, a wall or a keyboard, its lower border off the ground. */
export const stickyNote: Degradation = (scene, strength, random) => {
  const near = { mild: 0.6, medium: 0.45, strong: 0.3 }[strength];
  const ends = [0, 1, 2, 3].map(() => near * random.uniform(0.8, 2)) as unknown as Desk["ends"];
  const material = pick<Material>(
    ["wood", "planks", "fabric", "plaster", "keys", "plain", "tiles"],
    random,
  );
  return {
    ...scene,
    paper: {
      ...scene.paper,
      color: mapColor(pick(notes, random), (level) => level * random.uniform(0.92, 1)),
      dark: false,
    },
    surroundings: {
      ...scene.surroundings,
      desk: {
        ...plainDesk(material, random),
        ends,
        lift: random.uniform(0.05, 0.3),
        curl: random.uniform(0, 0.1),
      },
    },
    camera: widen(scene.camera, roomFor(ends, 0.4, 1.8, random)),
  };
};

/** A sheet of a ring binder or a pad: holes, wire or a red margin line, or its border torn from one. */
export const boundSheet: Degradation = (scene, strength, random) => {
  const side = random.chance(0.75) ? "left" : "top";
  const at = side === "left" ? 0 : 1;
  const gap = amount(strength, random, [1.2, 2], [0.8, 1.5], [0.6, 1]);
  const ends = [0, 1, 2, 3].map((k) => k === at ? gap : Infinity) as unknown as Desk["ends"];
  const kind = pick(["holes", "spiral", "margin", "torn"] as const, random);
  const radius = kind === "holes" ? random.uniform(0.1, 0.2) : random.uniform(0.06, 0.13);
  const margin = kind === "margin" || random.chance(0.4)
    ? {
      at: gap * random.uniform(0.6, 0.85),
      color: pick<Color>([[0.95, 0.45, 0.45], [0.85, 0.3, 0.4], [0.45, 0.6, 0.9]], random),
    }
    : null;
  const binding: Binding = {
    kind: kind === "torn" ? "margin" : kind,
    side,
    inset: radius * random.uniform(1.4, 2),
    pitch: kind === "holes" ? random.uniform(1.5, 4) : radius * random.uniform(3, 4),
    radius,
    margin,
    seed: random.integer(2 ** 31),
  };
  const desk = {
    ...plainDesk(pick(["wood", "planks", "fabric", "plain"], random), random),
    ends,
    ragged: kind === "torn" ? random.uniform(0.04, 0.12) : 0,
    curl: random.chance(0.3) ? random.uniform(0.05, 0.2) : 0,
  };
  return {
    ...scene,
    surroundings: { ...scene.surroundings, desk, binding },
    camera: widen(scene.camera, roomFor(ends, 0.3, 0.8, random)),
  };
};

/** One or two things that come into view from the sides: the stronger, the closer and the larger. */
function bringIn(kinds: readonly ThingKind[]): Degradation {
  return (scene, strength, random) => {
    const [side, other] = random.shuffle([0, 1, 2, 3]) as Thing["side"][];
    const sides = random.chance(strength === "mild" ? 0 : 0.3) ? [side, other] : [side];
    const things = sides.map((side): Thing => ({
      kind: pick(kinds, random),
      side,
      gap: amount(strength, random, [0.4, 0.9], [0.25, 0.6], [0.15, 0.35]),
      size: amount(strength, random, [0.3, 0.5], [0.35, 0.75], [0.5, 1.1]),
      seed: random.integer(2 ** 31),
    }));
    const room = [0, 1, 2, 3].map((k) =>
      Math.max(
        0,
        ...things.filter(({ side }) => side === k).map(({ gap, size }) => gap + 2.5 * size),
      )
    );
    return {
      ...scene,
      surroundings: { ...scene.surroundings, things: [...scene.surroundings.things, ...things] },
      camera: widen(scene.camera, room),
    };
  };
}

/** Fingers that hold the sheet. */
export const handInView: Degradation = bringIn(["hand"]);

/** A pen or pencil that lies on the sheet. */
export const penBeside: Degradation = bringIn(["pen"]);

/** Leaves at least so much room on each side of the writing, in em: left, top, right, bottom. */
export function widen<C extends { readonly margins: readonly number[] }>(
  camera: C,
  room: number[],
): C {
  return { ...camera, margins: camera.margins.map((margin, i) => Math.max(margin, room[i])) };
}
