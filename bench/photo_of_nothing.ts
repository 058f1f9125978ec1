import { clamp } from "../lib/base/clamp.ts";
import type { Random } from "../lib/base/random.ts";
import type { GrayImage } from "../lib/image/gray_image.ts";

/** Pixels along each side. */
const SIZE = 96;

/**
 * A photograph of a sheet on which nothing is written: fibres, light from one side, the soft edge of a
 * shadow on half of them, a sensor's noise.
 *
 * For measuring only: training draws its pictures by other code.
 */
export function photoOfNothing(random: Random): GrayImage {
  const paper = random.uniform(0.05, 0.45);
  const fibres = [48, 24, 12].map((cells) => ({
    depth: random.uniform(0, 0.015),
    at: smoothNoise(cells, random),
  }));
  const [angle, fall] = [random.uniform(0, 2 * Math.PI), random.uniform(0, 0.3)];
  const shadow = {
    depth: random.chance(0.5) ? random.uniform(0.05, 0.3) : 0,
    angle: random.uniform(0, 2 * Math.PI),
    distance: random.uniform(-0.5, 0.5),
    softness: random.uniform(0.05, 0.4),
  };
  const noise = random.uniform(0.003, 0.03);
  const data = new Float32Array(SIZE * SIZE);
  for (let y = 0, i = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++, i++) {
      // From -1 to 1 across the sheet.
      const [u, v] = [2 * x / (SIZE - 1) - 1, 2 * y / (SIZE - 1) - 1];
      const along = u * Math.cos(angle) + v * Math.sin(angle);
      const across = u * Math.cos(shadow.angle) + v * Math.sin(shadow.angle);
      const shaded = 1 / (1 + Math.exp((shadow.distance - across) / shadow.softness * 4));
      // Light times what the paper throws back of it.
      const light = (1 - paper) * (1 + fall * along / 2) * (1 - shadow.depth * shaded) *
        fibres.reduce((share, { depth, at }) => share * (1 + depth * at(x / SIZE, y / SIZE)), 1);
      data[i] = clamp(1 - light + noise * random.normal());
    }
  }
  return { width: SIZE, height: SIZE, data };
}

/** Normal numbers on a grid of `cells` a side, bilinear between them; places are in [0, 1). */
function smoothNoise(cells: number, random: Random): (x: number, y: number) => number {
  const side = cells + 1;
  const values = Float32Array.from({ length: side * side }, () => random.normal());
  return (x, y) => {
    const [left, top] = [Math.floor(x * cells), Math.floor(y * cells)];
    const [a, b] = [x * cells - left, y * cells - top];
    const at = top * side + left;
    return (1 - b) * ((1 - a) * values[at] + a * values[at + 1]) +
      b * ((1 - a) * values[at + side] + a * values[at + side + 1]);
  };
}
