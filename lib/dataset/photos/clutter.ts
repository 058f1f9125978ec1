/**
 * Pictures without any handwriting: what a finder of writing has to leave alone.
 *
 * Rooms, faces, leaves and walls are made of noise and soft shapes; printed pages, tables, bars and screens
 * are made as in photographs of writing. No line in them is one that a pen draws for a digit.
 *
 * @module
 */
import { clamp } from "../../base/clamp.ts";
import type { Random } from "../../base/random.ts";
import type { RgbImage } from "../../image/rgb_image.ts";
import { type Area, frame, type View } from "./camera.ts";
import { type DegradationName, degradations } from "./degradations.ts";
import { type Desk, layDesk, materials, plainDesk, textureOf } from "./desk.ts";
import { develop } from "./develop.ts";
import { softTile, tileAt } from "./grain.ts";
import {
  around,
  cover,
  edge,
  fillBox,
  type Layer,
  layerOf,
  lineShare,
  paintWithin,
  type Place,
} from "./layer.ts";
import { faces } from "./letters.ts";
import { evenLight, handShadow, shine, unevenLight } from "./light.ts";
import { blur, focusBlur, motionBlur } from "./optics.ts";
import { plainScene } from "./plain_scene.ts";
import { drawBarcode, drawText } from "./print.ts";
import { anyColor, type Color, mapColor, pick, type Scene, strengths } from "./scene.ts";
import { expose, jpeg, sensorNoise } from "./sensor.ts";
import { layThing, type Thing, type ThingKind, thingKinds } from "./things.ts";
import { capital, makeWord } from "./words.ts";

/** What {@linkcode drawClutter} takes. */
export interface ClutterOptions {
  readonly random: Random;
  /** The longer side at most, in pixels; at least 32. */
  readonly longest: number;
}

const painters = { room, face, leaves, shelf, noise, ground, goods, moire, hair };
export type ClutterKind = "page" | keyof typeof painters;
/** Everything that clutter can show. */
export const clutterKinds = ["page", ...Object.keys(painters)] as ClutterKind[];

/**
 * Draws a picture without handwriting, half as long as `longest` up to all of it.
 *
 * @throws {RangeError} when `longest` is below 32.
 *
 * @example
 * ```ts
 * import { createRandom } from "../../base/random.ts";
 * import { drawClutter } from "./clutter.ts";
 * import assert from "node:assert/strict";
 *
 * const { width, height } = drawClutter({ random: createRandom(1), longest: 320 });
 * assert.ok(Math.max(width, height) <= 320);
 * ```
 */
export function drawClutter({ random, longest }: ClutterOptions): RgbImage {
  return drawClutterOf(pick(clutterKinds, random), { random, longest });
}

/** The same, of one kind. */
export function drawClutterOf(kind: ClutterKind, { random, longest }: ClutterOptions): RgbImage {
  if (!(longest >= 32)) {
    throw new RangeError(`clutter of ${longest} pixels: the longer side needs 32 or more`);
  }
  if (kind === "page") return drawPage(random, longest);
  const long = Math.round(longest * random.uniform(0.5, 1));
  const short = Math.max(16, Math.round(long * random.uniform(0.5, 1)));
  const [width, height] = random.chance(0.5) ? [long, short] : [short, long];
  // Shapes are laid out in units of a tenth of the longer side.
  const zoom = long / 10;
  const view: View = {
    width,
    height,
    zoom,
    toPicture: [zoom, 0, 0, 0, zoom, 0, 0, 0, 1],
    toSheet: [1 / zoom, 0, 0, 0, 1 / zoom, 0, 0, 0, 1],
  };
  const layer = layerOf(view, new Float32Array(3 * width * height));
  painters[kind](layer, random);
  return finish(plainScene(random.fork("scene")), layer, random);
}

/** Light, lens and sensor, now and then degraded. */
function finish(plain: Scene, { view, out }: Layer, random: Random): RgbImage {
  const { width, height, zoom } = view;
  let scene: Scene = { ...plain, light: evenLight(random) };
  for (const degradation of [unevenLight, handShadow, focusBlur, motionBlur, sensorNoise, jpeg]) {
    if (random.chance(0.2)) scene = degradation(scene, pick(strengths, random), random);
  }
  const picture = { width, height, data: out };
  shine(scene.light, picture);
  return expose(blur(picture, scene.optics, zoom), scene.sensor, random);
}

/** What a sheet without writing can have on it, and how it can be degraded. */
const printed: readonly DegradationName[] = [
  ...["printAround", "printUnder", "tableForm", "cellForm", "receipt", "screenshot"] as const,
  ...["squaredPaper", "millimetrePaper", "dottedPaper", "ruledPaper"] as const,
];
const degrading: readonly DegradationName[] = [
  ...["unevenLight", "handShadow", "colouredPaper", "darkMode", "whiteboard"] as const,
  ...["blackboard", "paperTexture", "boundSheet", "scanned", "handInView", "penBeside"] as const,
  ...["tableTop", "rotation", "perspective", "focusBlur", "sensorNoise"] as const,
];

/** A sheet, a page, a form or a board on which nobody has written. */
function drawPage(random: Random, longest: number): RgbImage {
  const names = [pick(printed, random), pick(degrading, random), pick(degrading, random)];
  let scene = plainScene(random.fork("scene"));
  for (const name of Object.keys(degradations) as DegradationName[]) {
    if (names.includes(name)) {
      scene = degradations[name](scene, pick(strengths, random), random.fork(name));
    }
  }
  const [across, down] = [random.uniform(0.5, 5), random.uniform(0.5, 3)];
  const area = { left: -across, right: across, top: -down, bottom: down };
  // A first look tells how large the picture would become.
  const { width, height } = frame(scene.camera, area);
  const zoom = scene.camera.zoom * Math.min(1, longest / Math.max(width, height));
  const small = frame({ ...scene.camera, zoom }, area);
  const { picture } = develop(
    { ...scene, camera: { ...scene.camera, zoom } },
    { glyphs: [], text: "", area },
    random.fork("picture"),
  );
  return Math.max(small.width, small.height) <= longest ? picture : cropped(picture, longest);
}

/** The left upper part of a picture. */
function cropped({ width, height, data }: RgbImage, longest: number): RgbImage {
  const [w, h] = [Math.min(width, longest), Math.min(height, longest)];
  const part = new Uint8Array(3 * w * h);
  for (let y = 0; y < h; y++) {
    part.set(data.subarray(3 * y * width, 3 * (y * width + w)), 3 * y * w);
  }
  return { width: w, height: h, data: part };
}

/** A colour as things in a room have it: mostly dull. */
function dull(random: Random): Color {
  const level = random.uniform(0.08, 0.92);
  const hue = () => clamp(level + 0.12 * random.normal());
  return [hue(), hue(), hue()];
}

/** Something on any side. */
function drawThing(
  kinds: readonly ThingKind[],
  gap: () => number,
  smallest: number,
  random: Random,
): Thing {
  return {
    kind: pick(kinds, random),
    side: pick([0, 1, 2, 3], random),
    gap: gap(),
    size: random.uniform(smallest, 0.8),
    seed: random.integer(2 ** 31),
  };
}

const somewhere = ({ seen }: Layer, random: Random): Place => ({
  x: random.uniform(seen.left, seen.right),
  y: random.uniform(seen.top, seen.bottom),
});

/** A rectangle round a place, so wide and so high either way. */
const boxAt = ({ x, y }: Place, w: number, h: number): Area => ({
  left: x - w,
  top: y - h,
  right: x + w,
  bottom: y + h,
});

/** Fills all of the picture with two colours by noise of several octaves. */
function clouds(layer: Layer, random: Random, from: Color, to: Color, scale: number): void {
  const { out } = layer;
  const [u, v] = [random.uniform(0, 99), random.uniform(0, 99)];
  const octaves = 2 + random.integer(4);
  paintWithin(layer, layer.seen, (x, y, i) => {
    let level = 0.5;
    for (let k = 0, weight = 0.22, fine = scale; k < octaves; k++, weight *= 0.55, fine *= 2.1) {
      level += weight * tileAt(softTile, x * fine + u, y * fine + v);
    }
    const t = clamp(level);
    for (let c = 0; c < 3; c++) out[i + c] = from[c] + t * (to[c] - from[c]);
  });
}

/** An ellipse with a soft or hard border, lit from one side. */
function blob(
  layer: Layer,
  at: Place,
  across: number,
  down: number,
  color: Color,
  soft: number,
  share = 1,
  relief = 0.25,
): void {
  const { view: { zoom }, out } = layer;
  const reach = Math.max(across, down) + soft;
  paintWithin(layer, around([at], reach), (x, y, i) => {
    const [u, v] = [(x - at.x) / across, (y - at.y) / down];
    const inside = (1 - Math.hypot(u, v)) * Math.min(across, down);
    const part = soft > 0 ? clamp(0.5 + inside / soft) : edge(inside, zoom);
    if (part === 0) return;
    const lit = 1 - relief * (0.6 * u + 0.6 * v);
    cover(out, i, share * part, color, lit);
  });
}

/** A line that bends once, thick in the middle: a fold, a brow, a hair. */
function strand(
  layer: Layer,
  from: Place,
  to: Place,
  bend: number,
  radius: number,
  color: Color,
): void {
  const { view: { zoom }, out } = layer;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length2 = dx * dx + dy * dy;
  const length = Math.sqrt(length2);
  paintWithin(layer, around([from, to], Math.abs(bend) + radius), (x, y, i) => {
    const t = ((x - from.x) * dx + (y - from.y) * dy) / length2;
    if (t < 0 || t > 1) return;
    const across = ((y - from.y) * dx - (x - from.x) * dy) / length - 4 * bend * t * (1 - t);
    const share = lineShare(radius * Math.sqrt(4 * t * (1 - t)), Math.abs(across), zoom);
    if (share > 0) cover(out, i, share, color);
  });
}

/** Walls, a window, furniture with straight edges, a lamp. */
function room(layer: Layer, random: Random): void {
  const { seen: { left, right, top, bottom } } = layer;
  clouds(layer, random, dull(random), dull(random), random.uniform(0.1, 0.6));
  for (let n = 4 + random.integer(10); n > 0; n--) {
    const at = somewhere(layer, random);
    const [w, h] = [random.uniform(0.4, 4), random.uniform(0.4, 4)];
    const box = boxAt(at, w, h);
    if (random.chance(0.6)) fillBox(layer, box, dull(random), random.chance(0.3) ? 0.3 : 0);
    else blob(layer, at, w / 2, h / 2, dull(random), random.uniform(0, 0.6));
  }
  if (random.chance(0.5)) {
    // A window with its bars.
    const at = somewhere(layer, random);
    const [w, h, bar] = [random.uniform(1, 3), random.uniform(1, 3), random.uniform(0.06, 0.2)];
    const box = boxAt(at, w, h);
    const wood = dull(random);
    fillBox(layer, box, [0.85, 0.92, 1], 0, 0.9);
    for (const x of [box.left, at.x, box.right]) {
      fillBox(layer, { ...box, left: x - bar, right: x + bar }, wood);
    }
    for (const y of [box.top, at.y, box.bottom]) {
      fillBox(layer, { ...box, top: y - bar, bottom: y + bar }, wood);
    }
  }
  if (random.chance(0.5)) {
    const y = random.uniform((top + bottom) / 2, bottom);
    fillBox(layer, { left, right, top: y, bottom: bottom + 1 }, dull(random));
  }
  if (random.chance(0.4)) {
    const thing = drawThing(["hand", "pen", "cup", "phone"], () => 0, 0.2, random);
    layThing(thing, around([somewhere(layer, random)], 0.2), layer);
  }
}

const skins: readonly Color[] = [
  [0.95, 0.78, 0.68],
  [0.85, 0.64, 0.5],
  [0.7, 0.5, 0.37],
  [0.5, 0.34, 0.25],
  [0.34, 0.23, 0.17],
];
const manes: readonly Color[] = [
  [0.1, 0.08, 0.07],
  [0.35, 0.22, 0.12],
  [0.8, 0.65, 0.4],
  [0.6, 0.6, 0.6],
];

/** Ovals of skin with eyes, brows, nose and mouth, and hair round them. */
function face(layer: Layer, random: Random): void {
  clouds(layer, random, dull(random), dull(random), random.uniform(0.2, 1));
  for (let n = 1 + random.integer(3); n > 0; n--) {
    const at = somewhere(layer, random);
    const size = random.uniform(0.8, 3.2);
    const skin = pick(skins, random);
    const dark: Color = [skin[0] * 0.45, skin[1] * 0.4, skin[2] * 0.4];
    const mane = pick(manes, random);
    blob(layer, { x: at.x, y: at.y + 2.2 * size }, 1.7 * size, 1.3 * size, dull(random), 0.1);
    blob(layer, { x: at.x, y: at.y - 0.25 * size }, 0.95 * size, 1.1 * size, mane, 0.2);
    blob(layer, { x: at.x, y: at.y + 1.1 * size }, 0.35 * size, 0.6 * size, skin, 0.1);
    blob(layer, at, 0.75 * size, size, skin, 0.08 * size, 1, 0.2);
    for (const side of [-1, 1]) {
      const eye = { x: at.x + side * 0.3 * size, y: at.y - 0.15 * size };
      blob(layer, eye, 0.15 * size, 0.08 * size, [0.92, 0.9, 0.88], 0.03 * size);
      blob(layer, eye, 0.07 * size, 0.07 * size, [0.15, 0.1, 0.08], 0.02 * size);
      const brow = { x: eye.x - 0.17 * size, y: eye.y - 0.17 * size };
      strand(layer, brow, { x: brow.x + 0.34 * size, y: brow.y }, 0.06 * size, 0.03 * size, mane);
      const cheek = { x: at.x + side * 0.4 * size, y: at.y + 0.3 * size };
      blob(layer, cheek, 0.2 * size, 0.2 * size, [0.85, 0.4, 0.38], 0.3 * size, 0.25);
    }
    const nose = { x: at.x + 0.06 * size, y: at.y + 0.15 * size };
    blob(layer, nose, 0.12 * size, 0.22 * size, dark, 0.3 * size, 0.5);
    const mouth = { x: at.x - 0.27 * size, y: at.y + 0.52 * size };
    const corner = { x: mouth.x + 0.54 * size, y: mouth.y };
    strand(layer, mouth, corner, -0.07 * size, 0.055 * size, [0.65, 0.25, 0.25]);
    if (random.chance(0.5)) tuft(layer, random, at, size, mane);
  }
}

/** Strands that hang side by side. */
function tuft(layer: Layer, random: Random, at: Place, size: number, color: Color): void {
  for (let n = 20 + random.integer(30); n > 0; n--) {
    const from = {
      x: at.x + size * random.uniform(-0.9, 0.9),
      y: at.y - size * random.uniform(0.7, 1.2),
    };
    const to = {
      x: from.x + size * random.uniform(-0.4, 0.4),
      y: from.y + size * random.uniform(0.4, 1.4),
    };
    const level = random.uniform(0.6, 1.3);
    const tone = mapColor(color, (c) => Math.min(1, c * level));
    const [bend, radius] = [random.uniform(-0.2, 0.2), random.uniform(0.008, 0.03)];
    strand(layer, from, to, size * bend, size * radius, tone);
  }
}

/** Leaves over each other, each with its rib. */
function leaves(layer: Layer, random: Random): void {
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

/** Boards with the backs of books, words along some. */
function shelf(layer: Layer, random: Random): void {
  const { seen: { left, right, top, bottom } } = layer;
  clouds(layer, random, [0.1, 0.08, 0.07], dull(random), 0.4);
  const wood = dull(random);
  const high = random.uniform(1.8, 5);
  const first = top + high * random.uniform(0.3, 1);
  for (let floor = first; floor < bottom + high; floor += high + 0.3) {
    for (let x = left - random.uniform(); x < right;) {
      const wide = random.uniform(0.15, 0.7);
      const tall = high * random.uniform(0.55, 0.95);
      const book = { left: x, right: x + wide, top: floor - tall, bottom: floor };
      const color = dull(random);
      fillBox(layer, book, color, 0.03);
      const band = dull(random);
      for (const at of [0.12, 0.85]) {
        if (!random.chance(0.5)) continue;
        const y = floor - tall * (1 - at);
        fillBox(layer, { ...book, top: y, bottom: y + 0.12 }, band);
      }
      if (random.chance(0.4)) {
        const at = { x: x + 0.05, y: floor - 0.4 * tall };
        const ink = { color: [0.1, 0.1, 0.1] as const, dark: color[1] < 0.4 };
        drawText(layer, makeWord(random), at, wide * 0.4, "bold", ink);
      }
      x += wide + 0.02;
      if (random.chance(0.1)) x += random.uniform(0.2, 1);
    }
    fillBox(layer, { left, right, top: floor, bottom: floor + 0.25 }, wood);
  }
}

/** Nothing but noise: out of focus, or of one grain. */
function noise(layer: Layer, random: Random): void {
  clouds(layer, random, dull(random), dull(random), 0.15 * 30 ** random.uniform());
  for (let n = random.integer(8); n > 0; n--) {
    blob(
      layer,
      somewhere(layer, random),
      random.uniform(0.3, 3),
      random.uniform(0.3, 3),
      dull(random),
      random.uniform(0.5, 3),
      random.uniform(0.3, 1),
    );
  }
}

/** A wall, a floor, a cloth, a keyboard; now and then with things on it or a blank sheet. */
function ground(layer: Layer, random: Random): void {
  const { out, seen } = layer;
  const desk = plainDesk(pick(materials, random), random);
  const level = textureOf(desk);
  const { color } = desk;
  paintWithin(layer, seen, (x, y, i) => {
    const lit = level(x, y);
    for (let c = 0; c < 3; c++) out[i + c] = color[c] * lit;
  });
  const middle: Area = around([{
    x: (seen.left + seen.right) / 2,
    y: (seen.top + seen.bottom) / 2,
  }], 0.5);
  if (random.chance(0.3)) {
    const other: Desk = {
      ...plainDesk(pick(materials, random), random),
      ends: [3, Infinity, Infinity, 2],
    };
    layDesk(other, middle, layer);
  }
  for (let n = random.integer(3); n > 0; n--) {
    layThing(drawThing(thingKinds, () => random.uniform(0, 1.5), 0.25, random), middle, layer);
  }
}

/** Packets and posters: coloured fields, words in all sizes, bars. */
function goods(layer: Layer, random: Random): void {
  clouds(layer, random, dull(random), dull(random), 0.3);
  for (let n = 2 + random.integer(5); n > 0; n--) {
    const at = somewhere(layer, random);
    const [w, h] = [random.uniform(1, 4), random.uniform(0.8, 3)];
    const box = boxAt(at, w, h);
    const bright = anyColor(random);
    fillBox(layer, box, bright, random.uniform(0, 0.3));
    const ink = { color: [random.uniform(0, 0.3), 0.1, 0.1] as const, dark: bright[1] < 0.45 };
    const face = pick(faces, random);
    for (let y = box.top + 0.3; y < box.bottom - 0.2;) {
      const size = random.uniform(0.2, 1.1);
      y += size;
      if (y > box.bottom - 0.1) break;
      drawText(layer, capital(makeWord(random)), { x: box.left + 0.2, y }, size, face, ink);
      y += 0.3 * size;
    }
    if (random.chance(0.5)) {
      const code = { left: at.x, right: at.x + 0.9 * w, top: at.y, bottom: at.y + 0.5 * h };
      const white = { ...code, left: code.left - 0.1, right: code.right + 0.1 };
      fillBox(layer, white, [0.97, 0.97, 0.97]);
      drawBarcode(layer, code, { color: [0.05, 0.05, 0.05], dark: false }, random);
    }
  }
}

/** A screen seen by a camera: the two grids beat. */
function moire(layer: Layer, random: Random): void {
  const { view: { zoom }, out } = layer;
  clouds(layer, random, dull(random), dull(random), random.uniform(0.1, 0.5));
  for (let n = random.integer(5); n > 0; n--) {
    const at = somewhere(layer, random);
    const [w, h] = [random.uniform(1, 4), random.uniform(0.5, 3)];
    fillBox(layer, boxAt(at, w, h), dull(random), 0.1);
  }
  const turn = random.uniform(-0.2, 0.2);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const pitch = random.uniform(1.8, 3.3) / zoom;
  const bent = random.uniform(0, 0.004);
  const depth = random.uniform(0.08, 0.3);
  paintWithin(layer, layer.seen, (x, y, i) => {
    const u = (x * cos + y * sin) * (1 + bent * y) / pitch;
    const v = (y * cos - x * sin) * (1 + bent * x) / pitch;
    for (let c = 0; c < 3; c++) {
      const stripes = 0.6 * Math.cos(2 * Math.PI * (u + c / 3)) + 0.4 * Math.cos(2 * Math.PI * v);
      out[i + c] = clamp(out[i + c] * (1 + depth * stripes));
    }
  });
}

/** Hair, fur or grass: many strands in about one direction. */
function hair(layer: Layer, random: Random): void {
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
