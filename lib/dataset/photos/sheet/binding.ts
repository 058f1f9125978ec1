import { clamp } from "../../../base/clamp.ts";
import { createRandom } from "../../../base/random.ts";
import { type Area, boundsOf, eachSide, grown } from "../../area.ts";
import { type Desk, plainDesk } from "../view/desk.ts";
import type { Layer } from "../view/layer.ts";
import { type Color, palette } from "../color.ts";
import { byStrength, type Degradation } from "../scene.ts";
import { roomFor, surround } from "../view/surroundings.ts";

/** What holds a sheet in its pad or binder, along its left border or its upper one. */
export interface Binding {
  readonly kind: "holes" | "spiral" | "margin";
  readonly side: "left" | "top";
  /** From the sheet's border to the holes' middle, from hole to hole, and half a hole's width, in em. */
  readonly inset: number;
  readonly pitch: number;
  readonly radius: number;
  /** How far from the border a margin line runs, in em, and its colour; null is none. */
  readonly margin: { readonly at: number; readonly color: Color } | null;
  readonly seed: number;
}

/** Red and blue lines along a margin. */
const marginColors = palette("95,45,45 85,30,40 45,60,90");

/** A sheet of a ring binder or a pad: holes, wire or a red margin line, or its border torn from one. */
export const boundSheet: Degradation = (scene, strength, random) => {
  const side = random.chance(0.75) ? "left" : "top";
  const at = side === "left" ? 0 : 1;
  const gap = byStrength(strength, random, [1.2, 2], [0.8, 1.5], [0.6, 1]);
  const ends = eachSide((side) => side === at ? gap : Infinity);
  const kind = random.pick(["holes", "spiral", "margin", "torn"] as const);
  const radius = kind === "holes" ? random.uniform(0.1, 0.2) : random.uniform(0.06, 0.13);
  const line = () => ({ at: gap * random.uniform(0.6, 0.85), color: random.pick(marginColors) });
  const margin = kind === "margin" || random.chance(0.4) ? line() : null;
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
    ...plainDesk(random.pick(["wood", "planks", "fabric", "plain"]), random),
    ends,
    ragged: kind === "torn" ? random.uniform(0.04, 0.12) : 0,
    curl: random.chance(0.3) ? random.uniform(0.05, 0.2) : 0,
  };
  return surround(scene, { desk, binding }, roomFor(ends, 0.3, 0.8, random));
};

/** Holes, wire and margin line of a sheet; what is seen through a hole is the desk. */
export function layBinding(binding: Binding, desk: Desk, area: Area, dark: boolean, layer: Layer) {
  const { kind, side, inset, pitch, radius, margin, seed } = binding;
  const { seen } = layer;
  const sheet = grown(area, desk.ends);
  const upper = side === "top";
  const border = upper ? sheet.top : sheet.left;
  const [low, high] = upper ? [seen.left, seen.right] : [seen.top, seen.bottom];
  const place = (along: number, across: number) =>
    upper ? { x: along, y: across } : { x: across, y: along };
  if (margin) {
    const at = border + margin.at;
    layer.drawLine(place(low, at), place(high, at), 0.015, { color: margin.color, dark });
  }
  if (kind === "margin") return;
  const random = createRandom(seed);
  for (let at = low + pitch * random.uniform(); at < high; at += pitch) {
    const hole = place(at, border + inset);
    layer.paint(boundsOf([hole], radius), (x, y, i) => {
      const away = kind === "spiral"
        ? Math.max(Math.abs(x - hole.x), Math.abs(y - hole.y))
        : Math.hypot(x - hole.x, y - hole.y);
      const share = layer.coverage(radius - away);
      if (share === 0) return;
      // The sheet's thickness throws a shadow from above.
      const shade = 0.6 + 0.3 * clamp(0.5 + (x + y - hole.x - hole.y) / 2 * (1 / radius));
      layer.blend(i, share, desk.color, shade);
    });
    if (kind !== "spiral") continue;
    const beyond = inset + 1.6 * radius;
    const wire = 0.22 * radius;
    for (const offset of [-0.35 * radius, 0.35 * radius]) {
      const from = place(at + offset, border + inset);
      const to = place(at + offset + 0.3 * radius, border + inset - beyond);
      layer.paintAlong({ from, to, radius: wire }, 0, ({ along, away, length }, i) => {
        const t = clamp(along / length);
        const share = layer.lineCoverage(wire, away);
        const lit = 0.25 + 0.6 * Math.max(0, 1 - away / wire) * Math.sin(Math.PI * t);
        layer.blend(i, share, [lit, lit, lit + 0.02]);
      });
    }
  }
}
