/** What rooms, faces and walls are made of. */
import { clamp } from "../../../base/clamp.ts";
import type { Random } from "../../../base/random.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import { boundsOf } from "../../area.ts";
import { noiseAt, smoothNoise } from "../view/grain.ts";
import type { Bar } from "../../bar.ts";
import type { Layer } from "../view/layer.ts";
import { type Color, greyOf, mapColor } from "../color.ts";

/** A colour as things in a room have it: mostly dull. */
export function dull(random: Random): Color {
  const grey = greyOf(random.uniform(0.08, 0.92));
  return mapColor(grey, (level) => clamp(level + 0.12 * random.normal()));
}

/** Fills all of the picture with two colours by noise of several octaves. */
export function clouds(layer: Layer, random: Random, from: Color, to: Color, scale: number): void {
  const { out } = layer;
  const [u, v] = [random.uniform(0, 99), random.uniform(0, 99)];
  const octaves = 2 + random.integer(4);
  layer.paint(layer.seen, (x, y, i) => {
    let level = 0.5;
    for (let k = 0, weight = 0.22, fine = scale; k < octaves; k++, weight *= 0.55, fine *= 2.1) {
      level += weight * noiseAt(smoothNoise, x * fine + u, y * fine + v);
    }
    const t = clamp(level);
    for (let c = 0; c < 3; c++) out[i + c] = from[c] + t * (to[c] - from[c]);
  });
}

/** An ellipse with a soft or hard border, lit from one side. */
export function blob(
  layer: Layer,
  at: Point,
  across: number,
  down: number,
  color: Color,
  soft: number,
  share = 1,
  relief = 0.25,
): void {
  const reach = Math.max(across, down) + soft;
  layer.paint(boundsOf([at], reach), (x, y, i) => {
    const [u, v] = [(x - at.x) / across, (y - at.y) / down];
    const inside = (1 - Math.hypot(u, v)) * Math.min(across, down);
    const part = soft > 0 ? clamp(0.5 + inside / soft) : layer.coverage(inside);
    layer.blend(i, share * part, color, 1 - relief * (0.6 * u + 0.6 * v));
  });
}

/** A line that bends once, thick in the middle: a fold, a brow, a hair. */
export function strand(layer: Layer, bar: Bar, bend: number, color: Color): void {
  const { radius } = bar;
  layer.paintAlong(bar, Math.abs(bend), ({ along, across, length, beyond }, i) => {
    if (beyond > 0) return;
    const t = along / length;
    const off = Math.abs(across - 4 * bend * t * (1 - t));
    layer.blend(i, layer.lineCoverage(radius * Math.sqrt(4 * t * (1 - t)), off), color);
  });
}
