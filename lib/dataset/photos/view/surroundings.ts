import type { Random } from "../../../base/random.ts";
import { widen } from "./camera.ts";
import { type Material, plainDesk } from "./desk.ts";
import { mapColor, palette } from "../color.ts";
import { eachSide, type Side, type Sides } from "../../area.ts";
import { byStrength, type Degradation, type Scene, type Strength } from "../scene.ts";
import type { Thing, ThingKind } from "./things.ts";

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
  const frame = {
    gap: byStrength(strength, random, [0.5, 1], [0.3, 0.7], [0.18, 0.4]),
    radius: byStrength(strength, random, [0.008, 0.015], [0.01, 0.03], [0.02, 0.05]),
    level: byStrength(strength, random, [0.5, 0.8], [0.25, 0.6], [0.05, 0.4]),
  };
  return surround(scene, { frame }, eachSide(() => frame.gap + random.uniform(0.1, 0.8)));
};

function someSides(count: number, random: Random): Side[] {
  return random.shuffle<Side[]>([0, 1, 2, 3]).slice(0, count);
}

/** Sides on which a sheet's border is in view: the stronger, the more. */
export function borderSides(strength: Strength, random: Random): Side[] {
  const count = { mild: 1, medium: 1 + random.integer(2), strong: 2 + random.integer(3) }[strength];
  return someSides(count, random);
}

/** So much room that what is beyond the sheet's borders is in view. */
export function roomFor(ends: Sides, low: number, high: number, random: Random): Sides {
  return eachSide((side) => ends[side] === Infinity ? 0 : ends[side] + random.uniform(low, high));
}

/** A sheet whose borders are in view; now and then torn, or curled. */
export const deskEdge: Degradation = (scene, strength, random) => {
  const sides = borderSides(strength, random);
  const gaps = eachSide(() => byStrength(strength, random, [0.6, 1.5], [0.4, 1], [0.3, 0.6]));
  const ends = eachSide((side) => sides.includes(side) ? gaps[side] : Infinity);
  const material = random.pick<Material>(["wood", "planks", "fabric", "plaster", "plain", "keys"]);
  const desk = {
    ...plainDesk(material, random),
    ends,
    ragged: random.chance(0.2) ? random.uniform(0.02, 0.08) : 0,
    curl: random.chance(0.2) ? random.uniform(0.05, 0.2) : 0,
  };
  return surround(scene, { desk }, roomFor(ends, 0.3, 1.5, random));
};

/** A sheet on a table among other things: the stronger, the more of them. */
export const tableTop: Degradation = (scene, strength, random) => {
  const count = { mild: 1, medium: 1 + random.integer(2), strong: 2 + random.integer(2) }[strength];
  const sides = someSides(count, random);
  const gaps = eachSide(() => random.uniform(0.25, 0.8));
  const kinds = ["pen", "cup", "cable", "phone"] as const satisfies readonly ThingKind[];
  const more = sides.map((side) => ({
    kind: random.pick(kinds),
    side,
    gap: gaps[side] + random.uniform(0, 0.3),
    size: random.uniform(0.35, 0.7),
    seed: random.integer(2 ** 31),
  }));
  const ends = eachSide((side) =>
    sides.includes(side) || random.chance(0.3) ? gaps[side] : Infinity
  );
  const material = random.pick<Material>(["wood", "planks", "fabric", "tiles", "plain"]);
  const desk = { ...plainDesk(material, random), ends };
  const things = [...scene.things, ...more];
  return surround(scene, { desk, things }, roomFor(ends, 1, 2.5, random));
};

/** The colours of sticky notes. */
const notes = palette("100,93,45 100,93,45 100,62,72 70,92,50 60,85,98 100,72,35");

/** A sticky note on a desk, a wall or a keyboard, its lower border off the ground. */
export const stickyNote: Degradation = (scene, strength, random) => {
  const near = { mild: 0.6, medium: 0.45, strong: 0.3 }[strength];
  const ends = eachSide(() => near * random.uniform(0.8, 2));
  const all = ["wood", "planks", "fabric", "plaster", "keys", "plain", "tiles"] as const;
  const material = random.pick(all);
  const color = mapColor(random.pick(notes), (level) => level * random.uniform(0.92, 1));
  const desk = {
    ...plainDesk(material, random),
    ends,
    lift: random.uniform(0.05, 0.3),
    curl: random.uniform(0, 0.1),
  };
  const paper = { ...scene.paper, color, dark: false };
  return surround(scene, { paper, desk }, roomFor(ends, 0.4, 1.8, random));
};

/** One thing or two that come into view from the sides: the stronger, the closer and the larger. */
function bringIn(kinds: readonly ThingKind[]): Degradation {
  return (scene, strength, random) => {
    const both = someSides(2, random);
    const sides = random.chance(strength === "mild" ? 0 : 0.3) ? both : both.slice(0, 1);
    const more = sides.map((side): Thing => ({
      kind: random.pick(kinds),
      side,
      gap: byStrength(strength, random, [0.4, 0.9], [0.25, 0.6], [0.15, 0.35]),
      size: byStrength(strength, random, [0.3, 0.5], [0.35, 0.75], [0.5, 1.1]),
      seed: random.integer(2 ** 31),
    }));
    const room = eachSide((at) =>
      Math.max(0, ...more.filter(({ side }) => side === at).map((one) => one.gap + 2.5 * one.size))
    );
    return surround(scene, { things: [...scene.things, ...more] }, room);
  };
}

/** Fingers that hold the sheet. */
export const handInView: Degradation = bringIn(["hand"]);

/** A pen or pencil that lies on the sheet. */
export const penBeside: Degradation = bringIn(["pen"]);

/** Puts something round the writing, with so much room for it on each side, in em. */
export function surround(scene: Scene, what: Partial<Scene>, room: Sides): Scene {
  return { ...scene, ...what, camera: widen(scene.camera, room) };
}
