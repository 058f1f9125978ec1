/**
 * Pictures of no digit, to measure doubt with. Training draws its own, by other code: see
 * `lib/dataset/augment/draw_negative.ts`.
 */
import { Buffer } from "node:buffer";
import sharp from "sharp";
import { clamp } from "../../lib/base/clamp.ts";
import { createRandom, type Random } from "../../lib/base/random.ts";
import { useOwnFont } from "../../lib/charts/render.ts";
import { imageAt } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { bilinear } from "../../lib/image/bilinear.ts";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";

/** Letters that nobody takes for a digit; I, l, O, o, S, s, Z, z, B, b, g and q are digits to some. */
const LETTERS = "ACDEFGHJKLMNPQRTUVWXYacdefhijkmnprtuvwxy";
const SIGNS = "+=?&%#@*;:";

/** A letter or sign in one of DejaVu's faces, on paper of 64x64. */
async function glyph(character: string, random: Random): Promise<GrayImage> {
  const family = random.pick(["DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"]);
  const escaped = character.replace("&", "&amp;");
  const turn = random.uniform(-12, 12);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">
    <rect width="64" height="64" fill="white"/><text x="32" y="46" text-anchor="middle"
    font-family="${family}" font-size="40" transform="rotate(${turn} 32 32)">${escaped}</text></svg>`;
  const bytes = await sharp(Buffer.from(svg)).toColourspace("b-w").raw().toBuffer();
  return { width: 64, height: 64, data: Float32Array.from(bytes, (light) => 1 - light / 255) };
}

/** The line of a pen that wanders: its direction drifts, and now and then turns sharply. */
function scribble(random: Random): GrayImage {
  let [x, y, angle] = [random.uniform(15, 49), random.uniform(15, 49), random.uniform(0, 6.3)];
  const path = [{ x, y }];
  for (let i = 0; i < 60 + random.integer(80); i++) {
    angle += random.chance(0.1) ? random.uniform(1, 4) : 0.5 * random.normal();
    x = clamp(x + 4 * Math.cos(angle), 6, 58);
    y = clamp(y + 4 * Math.sin(angle), 6, 58);
    path.push({ x, y });
  }
  return drawStrokes([path], { width: 64, height: 64, pen: random.uniform(1.5, 4) });
}

/**
 * A photograph of a sheet on which nothing is written: fibres, light from one side, the soft edge of a
 * shadow on half of them, a sensor's noise.
 */
function photoOfNothing(random: Random): GrayImage {
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
  const size = 96;
  const data = new Float32Array(size * size);
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i++) {
      // From -1 to 1 across the sheet.
      const [u, v] = [2 * x / (size - 1) - 1, 2 * y / (size - 1) - 1];
      const along = u * Math.cos(angle) + v * Math.sin(angle);
      const across = u * Math.cos(shadow.angle) + v * Math.sin(shadow.angle);
      const shaded = 1 / (1 + Math.exp((shadow.distance - across) / shadow.softness * 4));
      // Light times what the paper throws back of it.
      const light = (1 - paper) * (1 + fall * along / 2) * (1 - shadow.depth * shaded) *
        fibres.reduce((share, { depth, at }) => share * (1 + depth * at(x / size, y / size)), 1);
      data[i] = clamp(1 - light + noise * random.normal());
    }
  }
  return { width: size, height: size, data };
}

/** Normal numbers on a grid of `cells` a side, bilinear between them; places are in [0, 1). */
function smoothNoise(cells: number, random: Random): (x: number, y: number) => number {
  const side = cells + 1;
  const values = Float32Array.from({ length: side * side }, () => random.normal());
  return (x, y) => bilinear(values, side, side, x * cells, y * cells);
}

/** Pictures of each kind, `each` of them, always the same. */
export async function notDigits(each: number): Promise<Record<string, GrayImage[]>> {
  await useOwnFont();
  const random = createRandom(1);
  const test = await loadMnist("test");
  const many = <T>(make: () => T) => Array.from({ length: each }, make);
  const noise = () => ({
    width: 28,
    height: 28,
    data: Float32Array.from({ length: 784 }, () => random.uniform()),
  });
  const pair = () => {
    const data = new Float32Array(48 * 28);
    // MNIST's digits are up to 20 pixels wide in 28: 12 to 17 apart they touch.
    const step = 12 + random.integer(6);
    for (const left of [2, 2 + step]) {
      const digit = imageAt(test, random.integer(test.size));
      for (let i = 0; i < 784; i++) {
        const at = Math.floor(i / 28) * 48 + left + i % 28;
        data[at] = Math.max(data[at], digit[i] / 255);
      }
    }
    return { width: 48, height: 28, data };
  };
  const blank = () => {
    // One shade, with less grain than compression leaves on a white sheet.
    const [shade, grain] = [random.uniform(), random.uniform(0, 3 / 255)];
    const data = Float32Array.from({ length: 784 }, () => shade + random.uniform(-grain, grain));
    return { width: 28, height: 28, data: data.map((grey) => clamp(grey)) };
  };
  return {
    "noise": many(noise),
    "scribbles": many(() => scribble(random)),
    "letters": await Promise.all(
      many(() => glyph(LETTERS[random.integer(LETTERS.length)], random)),
    ),
    "signs": await Promise.all(many(() => glyph(SIGNS[random.integer(SIGNS.length)], random))),
    "two digits, touching": many(pair),
    "blank": many(blank),
    "photo of nothing": many(() => photoOfNothing(random)),
  };
}
