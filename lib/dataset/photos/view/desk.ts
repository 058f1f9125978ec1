/** What the sheet lies on, and the sheet's borders. */
import type { Random } from "../../../base/random.ts";
import { type Area, grown, type Sides } from "../../area.ts";
import { noiseAt, smoothNoise, whiteNoise } from "./grain.ts";
import { type Layer, roundedBoxDistance } from "./layer.ts";
import { type Color, palette } from "../color.ts";

/** What a desk is made of: `plain` is a lacquered top, a wall or the black lid of a scanner. */
export const materials = ["wood", "planks", "fabric", "plaster", "tiles", "keys", "plain"] as const;
export type Material = typeof materials[number];

/** What the sheet lies on; lengths in em. */
export interface Desk {
  readonly material: Material;
  readonly color: Color;
  /** How much the wood's grain, the weave or the joints show. */
  readonly grain: number;
  /** One plank's, tile's or key's width. */
  readonly pitch: number;
  /** How far from the writing the sheet ends: left, top, right, bottom; `Infinity` is out of view. */
  readonly ends: Sides;
  /** How far the sheet stands off what it lies on: how far its shadow falls. */
  readonly lift: number;
  /** How far a torn border runs in and out. */
  readonly ragged: number;
  /** How much a curled border's brightness changes. */
  readonly curl: number;
}

/** Wood, dark wood, a white table, a cloth, a black mat, leather, tiles. */
const tops = palette(
  "72,52,34 42,28,18 60,40,26 78,77,74 35,42,50 12,12,13 55,56,58 50,20,18 25,38,30",
);

/** A sheet flat on something without a pattern. */
export const flatDesk = { grain: 0, pitch: 1, lift: 0, ragged: 0, curl: 0 };

/** A desk that the sheet covers. */
export function plainDesk(material: Material, random: Random): Desk {
  return {
    ...flatDesk,
    material,
    color: random.pick(material === "wood" || material === "planks" ? tops.slice(0, 4) : tops),
    grain: random.uniform(0, 0.14),
    pitch: random.uniform(0.8, 3),
    ends: [Infinity, Infinity, Infinity, Infinity],
    lift: random.uniform(0, 0.1),
  };
}

/** Paints what is beyond the sheet's borders. */
export function layDesk(desk: Desk, area: Area, layer: Layer): void {
  const { view: { zoom }, out } = layer;
  const { color, ragged, curl, lift } = desk;
  const sheet = grown(area, desk.ends);
  const cast = grown(sheet, [-lift, -lift, lift, 1.6 * lift]);
  const level = textureOf(desk);
  const near = curl > 0 ? 0.6 : 1 / zoom;
  layer.paint(layer.seen, (x, y, i) => {
    let beyond = Math.max(sheet.left - x, sheet.top - y, x - sheet.right, y - sheet.bottom);
    if (beyond < -near - ragged) return;
    if (ragged > 0) {
      beyond += ragged *
        (0.5 * noiseAt(smoothNoise, x * 4, y * 4) + 0.12 * noiseAt(whiteNoise, x * 9, y * 9));
    }
    if (curl > 0 && beyond < 0 && beyond > -0.6) {
      layer.dim(i, 1 - curl * (1 + beyond / 0.6) * Math.cos(8 * beyond));
    }
    const share = layer.coverage(beyond);
    if (share === 0) return;
    // Under its edge the sheet keeps some light off, farther where it stands off.
    const distance = Math.max(0, lift > 0 ? roundedBoxDistance(cast, 0.02, x, y) : beyond);
    const shade = 1 - 0.35 * Math.exp(-distance / (0.08 + 0.5 * lift));
    const lit = level(x, y) * shade;
    // What is torn shows its white fibres.
    const fibres = ragged > 0 ? Math.max(0, 1 - beyond * 14) * 0.7 : 0;
    for (let c = 0; c < 3; c++) {
      const ground = color[c] * lit;
      out[i + c] += share * (ground + fibres * (0.92 - ground) - out[i + c]);
    }
  });
}

/** How bright a material is at a place, about 1. */
export function textureOf({ material, grain, pitch }: Desk): (x: number, y: number) => number {
  switch (material) {
    case "wood":
      return (x, y) =>
        1 +
        grain * (noiseAt(smoothNoise, x * 1.3, y * 23) + 0.3 * noiseAt(whiteNoise, x * 2, y * 40));
    case "planks":
      return (x, y) => {
        const plank = Math.floor(y / pitch);
        const within = y / pitch - plank;
        const joint = within * pitch < 0.05 ? 0.45 : 1;
        const tone = 1 + 0.12 * whiteNoise[(plank * 37) & 1023];
        const knots = noiseAt(smoothNoise, x * 0.9 + plank * 31, y * 1.4);
        return joint * tone *
          (1 + (0.06 + grain) * Math.sin(9 * knots + 14 * within) +
            grain * noiseAt(smoothNoise, x * 1.1 + plank * 17, y * 30));
      };
    case "fabric": {
      const threads = 2 * Math.PI * 10 / pitch;
      return (x, y) =>
        1 + (0.12 + grain) * Math.sin(x * threads) * Math.sin(y * threads) +
        0.05 * noiseAt(smoothNoise, x * 30, y * 30) + 0.08 * noiseAt(smoothNoise, x * 2, y * 2);
    }
    case "plaster":
      return (x, y) =>
        1 + 0.4 * grain * noiseAt(smoothNoise, x * 14, y * 14) + 0.03 * noiseAt(smoothNoise, x, y);
    case "tiles":
      return (x, y) => {
        const [u, v] = [x / pitch, y / pitch];
        const [a, b] = [Math.floor(u), Math.floor(v)];
        const joint = Math.min(u - a, v - b) * pitch < 0.06;
        return joint ? 0.7 : 1 + 0.06 * whiteNoise[(a * 31 + b * 57) & 1023] +
          grain * 0.4 * noiseAt(smoothNoise, x * 3, y * 3);
      };
    case "keys": {
      const cap = { left: 0.08, top: 0.08, right: 0.92, bottom: 0.92 };
      return (x, y) => {
        const row = Math.floor(y / pitch);
        const u = x / pitch + row * 0.3;
        const key = Math.floor(u);
        const inside = -roundedBoxDistance(cap, 0.12, u - key, y / pitch - row);
        return inside < 0 ? 0.45 : inside < 0.06 ? 1.25 : 1;
      };
    }
    default:
      return () => 1;
  }
}
