import { clamp } from "../../../base/clamp.ts";
import type { Random } from "../../../base/random.ts";
import { type Bar, barFrom, toBar } from "../../bar.ts";
import type { Color } from "../color.ts";
import { byStrength, type Degradation, type RawPicture } from "../scene.ts";

/**
 * How the sheet is lit, as factors of sRGB values. These follow light by about a power law, so that a factor of light
 * is one of theirs too.
 */
export interface Light {
  /** Colour of the light. */
  readonly tint: Color;
  /** Falls off by this much from one side of the picture to the other, towards an angle. */
  readonly slope: { readonly fall: number; readonly angle: number };
  /** A lamp: `x` and `y` in shares of the picture's width and height, `reach` of its longer side. */
  readonly lamp: Readonly<Record<"x" | "y" | "reach" | "fall", number>> | null;
  readonly shadow: Shadow | null;
}

/** What keeps light off, in shares of the picture's longer side; (0.5, 0.5) is the picture's middle. */
interface Shadow {
  readonly parts: readonly Bar[];
  /** Share of the light that is gone. */
  readonly depth: number;
  /** Width of the edge. */
  readonly softness: number;
}

/** Light from a window, from a lamp, or from both. */
export const unevenLight: Degradation = (scene, strength, random) => {
  const fall = byStrength(strength, random, [0.15, 0.28], [0.28, 0.5], [0.5, 0.7]);
  const share = random.chance(0.4) ? 1 : random.chance(0.5) ? 0 : random.uniform(0.3, 0.7);
  const warm = random.uniform(-0.06, 0.16);
  const light = {
    ...scene.light,
    tint: [1 + Math.min(0, warm), 1 - 0.4 * Math.max(0, warm), 1 - Math.max(0, warm)] as const,
    slope: { fall: fall * share, angle: random.uniform(0, 2 * Math.PI) },
    lamp: share === 1 ? null : {
      x: random.uniform(0, 1),
      y: random.uniform(0, 1),
      reach: random.uniform(0.25, 0.6),
      fall: fall * (1 - share),
    },
  };
  return { ...scene, light };
};

/** The shadow of the hand that writes, or of the phone: soft under a lamp, hard in the sun. */
export const handShadow: Degradation = (scene, strength, random) => {
  const depth = byStrength(strength, random, [0.12, 0.22], [0.25, 0.42], [0.42, 0.58]);
  const hardest = { mild: 0.05, medium: 0.015, strong: 0.006 }[strength];
  const softness = random.logUniform(hardest, 0.25);
  const parts = random.chance(0.65) ? handParts(random) : phoneParts(random);
  return { ...scene, light: { ...scene.light, shadow: { parts, depth, softness } } };
};

/** An arm that comes in from a border, a fist or palm, and two to four fingers. */
function handParts(random: Random): Shadow["parts"] {
  const angle = random.uniform(0, 2 * Math.PI);
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const x = 0.5 + random.uniform(0.05, 0.4) * dx + random.uniform(-0.2, 0.2) * dy;
  const y = 0.5 + random.uniform(0.05, 0.4) * dy - random.uniform(-0.2, 0.2) * dx;
  const size = random.uniform(0.09, 0.18);
  const fingers = Array.from({ length: 2 + random.integer(3) }, (_, i) => {
    const spread = angle + Math.PI + (i - 1.5) * random.uniform(0.2, 0.4);
    const from = { x: x - dy * (i - 1.5) * 0.5 * size, y: y + dx * (i - 1.5) * 0.5 * size };
    const length = size * random.uniform(1.3, 2.6);
    return barFrom(from, spread, length, size * random.uniform(0.2, 0.3));
  });
  const arm = barFrom({ x, y }, angle, 1.5, size * random.uniform(0.6, 0.9));
  const fist = barFrom({ x, y }, angle, 0.3 * size, size);
  return [arm, fist, ...fingers];
}

/** A straight edge with a round corner far off: what is darker than the rest of the sheet on one side. */
function phoneParts(random: Random): Shadow["parts"] {
  const angle = random.uniform(0, 2 * Math.PI);
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const radius = 2;
  const edge = random.uniform(-0.3, 0.3);
  const [x, y] = [0.5 + (radius + edge) * dx, 0.5 + (radius + edge) * dy];
  const to = { x: x + random.uniform(0, 4) * dy, y: y - random.uniform(0, 4) * dx };
  return [{ from: { x: x - 4 * dy, y: y + 4 * dx }, to, radius }];
}

/** Brightness is computed every so many pixels and interpolated between them. */
const STEP = 4;

/** Multiplies a picture by the light that falls on it, in place. */
export function applyLight(light: Light, { width, height, data }: RawPicture): void {
  const [columns, rows] = [width, height].map((length) => Math.ceil(length / STEP) + 1);
  const coarse = new Float32Array(columns * rows);
  const side = Math.max(width, height);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      const [x, y] = [column * STEP / side, row * STEP / side];
      coarse[i] = levelAt(light, x, y, width / side, height / side);
    }
  }
  const { tint } = light;
  const row = new Float32Array(columns);
  for (let y = 0, i = 0; y < height; y++) {
    const v = (y + 0.5) / STEP;
    const top = Math.floor(v);
    const b = v - top;
    // The row's coarse brightness, interpolated once.
    for (let column = 0, at = top * columns; column < columns; column++, at++) {
      row[column] = (1 - b) * coarse[at] + b * coarse[at + columns];
    }
    for (let x = 0; x < width; x++, i += 3) {
      const u = (x + 0.5) / STEP;
      const left = Math.floor(u);
      const a = u - left;
      const level = (1 - a) * row[left] + a * row[left + 1];
      for (let c = 0; c < 3; c++) data[i + c] *= level * tint[c];
    }
  }
}

function levelAt(light: Light, x: number, y: number, width: number, height: number): number {
  const { slope, lamp, shadow } = light;
  const along = (x - width / 2) * Math.cos(slope.angle) + (y - height / 2) * Math.sin(slope.angle);
  let level = 1 - slope.fall * clamp(0.5 + along);
  if (lamp) {
    const far = ((x - lamp.x * width) ** 2 + (y - lamp.y * height) ** 2) / (2 * lamp.reach ** 2);
    level *= 1 - lamp.fall * (1 - Math.exp(-far));
  }
  if (shadow) {
    let nearest = Infinity;
    for (const bar of shadow.parts) {
      const { away } = toBar(bar, x + 0.5 - width / 2, y + 0.5 - height / 2);
      nearest = Math.min(nearest, away - bar.radius);
    }
    const t = clamp(0.5 - nearest / shadow.softness);
    level *= 1 - shadow.depth * t * t * (3 - 2 * t);
  }
  return level;
}

/** The light of a room where all is well. */
export function evenLight(random: Random): Light {
  return {
    tint: [1, random.uniform(0.97, 1), random.uniform(0.93, 1)],
    slope: { fall: random.uniform(0, 0.06), angle: random.uniform(0, 2 * Math.PI) },
    lamp: null,
    shadow: null,
  };
}

/** About the least light anywhere, which is what is left there of the writing's contrast. */
export function leastLight({ slope, lamp, shadow }: Light): number {
  return (1 - slope.fall) * (1 - (lamp?.fall ?? 0)) * (1 - (shadow?.depth ?? 0));
}
