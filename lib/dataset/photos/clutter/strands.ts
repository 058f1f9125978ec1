import type { Random } from "../../../base/random.ts";
import type { Layer } from "../view/layer.ts";
import { type Color, mapColor } from "../scene.ts";
import { clouds, dull, somewhere, strand } from "./shapes.ts";

/** Leaves over each other, each with its rib. */
export function leaves(layer: Layer, random: Random): void {
  const dark: Color = [
    random.uniform(0.02, 0.2),
    random.uniform(0.1, 0.3),
    random.uniform(0.02, 0.15),
  ];
  clouds(layer, random, dark, dull(random), random.uniform(0.3, 1));
  for (let n = 15 + random.integer(40); n > 0; n--) {
    const from = somewhere(layer, random);
    const angle = random.uniform(0, 2 * Math.PI);
    const length = random.uniform(0.8, 3.5);
    const to = { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
    const green = random.uniform(0.3, 0.8);
    const color: Color = random.chance(0.85)
      ? [green * random.uniform(0.3, 0.8), green, green * random.uniform(0.15, 0.5)]
      : dull(random);
    const bend = length * random.uniform(-0.1, 0.1);
    strand(layer, from, to, bend, length * random.uniform(0.12, 0.25), color);
    const rib = mapColor(color, (c) => Math.min(1, 1.3 * c));
    strand(layer, from, to, bend, 0.025, rib);
  }
}

/** Hair, fur or grass: many strands in about one direction. */
export function hair(layer: Layer, random: Random): void {
  const color = dull(random);
  const dark = mapColor(color, (level) => 0.4 * level);
  clouds(layer, random, dark, color, random.uniform(0.3, 1.5));
  const lie = random.uniform(0, Math.PI);
  const radius = random.uniform(0.015, 0.06);
  for (let n = 150 + random.integer(200); n > 0; n--) {
    const from = somewhere(layer, random);
    const angle = lie + 0.3 * random.normal();
    const length = random.uniform(1, 4);
    const to = { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
    const level = random.uniform(0.5, 1.5);
    const tone = mapColor(color, (c) => Math.min(1, c * level));
    strand(layer, from, to, length * random.uniform(-0.12, 0.12), radius, tone);
  }
}
