import type { Random } from "../../../base/random.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import { barFrom } from "../../bar.ts";
import type { Layer } from "../view/layer.ts";
import { type Color, palette, underLight } from "../color.ts";
import { blob, clouds, dull, strand } from "./shapes.ts";
import { areaAt, somewhereIn } from "../../area.ts";

/** Walls, a window, furniture with straight edges, a lamp. */
export function room(layer: Layer, random: Random): void {
  const { seen: { left, right, top, bottom } } = layer;
  clouds(layer, random, dull(random), dull(random), random.uniform(0.1, 0.6));
  for (let n = 4 + random.integer(10); n > 0; n--) {
    const at = somewhereIn(layer.seen, random);
    const [w, h] = [random.uniform(0.4, 4), random.uniform(0.4, 4)];
    const box = areaAt(at, w, h);
    if (random.chance(0.6)) layer.fillBox(box, dull(random), random.chance(0.3) ? 0.3 : 0);
    else blob(layer, at, w / 2, h / 2, dull(random), random.uniform(0, 0.6));
  }
  if (random.chance(0.5)) {
    // A window with its bars.
    const at = somewhereIn(layer.seen, random);
    const [w, h, bar] = [random.uniform(1, 3), random.uniform(1, 3), random.uniform(0.06, 0.2)];
    const box = areaAt(at, w, h);
    const wood = dull(random);
    layer.fillBox(box, [0.85, 0.92, 1], 0, 0.9);
    for (const x of [box.left, at.x, box.right]) {
      layer.fillBox({ ...box, left: x - bar, right: x + bar }, wood);
    }
    for (const y of [box.top, at.y, box.bottom]) {
      layer.fillBox({ ...box, top: y - bar, bottom: y + bar }, wood);
    }
  }
  if (random.chance(0.5)) {
    const y = random.uniform((top + bottom) / 2, bottom);
    layer.fillBox({ left, right, top: y, bottom: bottom + 1 }, dull(random));
  }
}

const skins = palette("95,78,68 85,64,50 70,50,37 50,34,25 34,23,17");
const manes = palette("10,8,7 35,22,12 80,65,40 60,60,60");

/** Ovals of skin with eyes, brows, nose and mouth, and hair round them. */
export function face(layer: Layer, random: Random): void {
  clouds(layer, random, dull(random), dull(random), random.uniform(0.2, 1));
  for (let n = 1 + random.integer(3); n > 0; n--) {
    const at = somewhereIn(layer.seen, random);
    const size = random.uniform(0.8, 3.2);
    const skin = random.pick(skins);
    const dark: Color = [skin[0] * 0.45, skin[1] * 0.4, skin[2] * 0.4];
    const mane = random.pick(manes);
    blob(layer, { x: at.x, y: at.y + 2.2 * size }, 1.7 * size, 1.3 * size, dull(random), 0.1);
    blob(layer, { x: at.x, y: at.y - 0.25 * size }, 0.95 * size, 1.1 * size, mane, 0.2);
    blob(layer, { x: at.x, y: at.y + 1.1 * size }, 0.35 * size, 0.6 * size, skin, 0.1);
    blob(layer, at, 0.75 * size, size, skin, 0.08 * size, 1, 0.2);
    for (const side of [-1, 1]) {
      const eye = { x: at.x + side * 0.3 * size, y: at.y - 0.15 * size };
      blob(layer, eye, 0.15 * size, 0.08 * size, [0.92, 0.9, 0.88], 0.03 * size);
      blob(layer, eye, 0.07 * size, 0.07 * size, [0.15, 0.1, 0.08], 0.02 * size);
      const brow = { x: eye.x - 0.17 * size, y: eye.y - 0.17 * size };
      const end = { x: brow.x + 0.34 * size, y: brow.y };
      strand(layer, { from: brow, to: end, radius: 0.03 * size }, 0.06 * size, mane);
      const cheek = { x: at.x + side * 0.4 * size, y: at.y + 0.3 * size };
      blob(layer, cheek, 0.2 * size, 0.2 * size, [0.85, 0.4, 0.38], 0.3 * size, 0.25);
    }
    const nose = { x: at.x + 0.06 * size, y: at.y + 0.15 * size };
    blob(layer, nose, 0.12 * size, 0.22 * size, dark, 0.3 * size, 0.5);
    const mouth = { x: at.x - 0.27 * size, y: at.y + 0.52 * size };
    const corner = { x: mouth.x + 0.54 * size, y: mouth.y };
    const lips = { from: mouth, to: corner, radius: 0.055 * size };
    strand(layer, lips, -0.07 * size, [0.65, 0.25, 0.25]);
    if (random.chance(0.5)) tuft(layer, random, at, size, mane);
  }
}

/** Strands that hang side by side. */
function tuft(layer: Layer, random: Random, at: Point, size: number, color: Color): void {
  for (let n = 20 + random.integer(30); n > 0; n--) {
    const from = {
      x: at.x + size * random.uniform(-0.9, 0.9),
      y: at.y - size * random.uniform(0.7, 1.2),
    };
    const to = {
      x: from.x + size * random.uniform(-0.4, 0.4),
      y: from.y + size * random.uniform(0.4, 1.4),
    };
    const tone = underLight(color, random.uniform(0.6, 1.3));
    const [bend, radius] = [random.uniform(-0.2, 0.2), random.uniform(0.008, 0.03)];
    strand(layer, { from, to, radius: size * radius }, size * bend, tone);
  }
}

/** Leaves over each other, each with its rib. */
export function leaves(layer: Layer, random: Random): void {
  const dark: Color = [
    random.uniform(0.02, 0.2),
    random.uniform(0.1, 0.3),
    random.uniform(0.02, 0.15),
  ];
  clouds(layer, random, dark, dull(random), random.uniform(0.3, 1));
  for (let n = 15 + random.integer(40); n > 0; n--) {
    const from = somewhereIn(layer.seen, random);
    const angle = random.uniform(0, 2 * Math.PI);
    const length = random.uniform(0.8, 3.5);
    const green = random.uniform(0.3, 0.8);
    const color: Color = random.chance(0.85)
      ? [green * random.uniform(0.3, 0.8), green, green * random.uniform(0.15, 0.5)]
      : dull(random);
    const bend = length * random.uniform(-0.1, 0.1);
    const leaf = barFrom(from, angle, length, length * random.uniform(0.12, 0.25));
    strand(layer, leaf, bend, color);
    strand(layer, { ...leaf, radius: 0.025 }, bend, underLight(color, 1.3));
  }
}

/** Hair, fur or grass: many strands in about one direction. */
export function hair(layer: Layer, random: Random): void {
  const color = dull(random);
  clouds(layer, random, underLight(color, 0.4), color, random.uniform(0.3, 1.5));
  const lie = random.uniform(0, Math.PI);
  const radius = random.uniform(0.015, 0.06);
  for (let n = 150 + random.integer(200); n > 0; n--) {
    const from = somewhereIn(layer.seen, random);
    const angle = lie + 0.3 * random.normal();
    const length = random.uniform(1, 4);
    const tone = underLight(color, random.uniform(0.5, 1.5));
    const bend = length * random.uniform(-0.12, 0.12);
    strand(layer, barFrom(from, angle, length, radius), bend, tone);
  }
}
