/** Pictures of no digit, to learn doubt from: scribbles, letters and signs, blots, noise, two digits in one picture. */
import { clamp } from "../../base/clamp.ts";
import type { Random } from "../../base/random.ts";
import { bilinear } from "../../image/bilinear.ts";
import { drawStrokes, type Point, type Stroke } from "../../image/draw_strokes.ts";
import { type Dataset, imageAt } from "../dataset.ts";
import { leanStrokes, mapPoints } from "../reshape_strokes.ts";
import { drawPath } from "./corruptions.ts";

/**
 * Letters and signs as polylines in the unit square, x before y. Those that somebody's digit looks like
 * (O, I, l, S, Z, B, G, b, g, q, /) are left out: no picture can tell them apart.
 */
const SIGNS: readonly (readonly (readonly number[])[])[] = [
  [[0, 1, .5, 0, 1, 1], [.2, .62, .8, .62]], // A
  [[.95, .15, .5, 0, .1, .25, 0, .6, .3, 1, .95, .85]], // C
  [[1, 0, 0, 0, 0, 1, 1, 1], [0, .5, .8, .5]], // E
  [[1, 0, 0, 0, 0, 1], [0, .5, .8, .5]], // F
  [[0, 0, 0, 1], [1, 0, 1, 1], [0, .5, 1, .5]], // H
  [[.2, 0, 1, 0], [.7, 0, .7, .8, .4, 1, 0, .8]], // J
  [[0, 0, 0, 1], [1, 0, 0, .5, 1, 1]], // K
  [[0, 1, 0, 0, .5, .6, 1, 0, 1, 1]], // M
  [[0, 1, 0, 0, 1, 1, 1, 0]], // N
  [[0, 1, 0, 0, .7, 0, 1, .25, .7, .5, 0, .5]], // P
  [[0, 1, 0, 0, .7, 0, 1, .25, .7, .5, 0, .5], [.4, .5, 1, 1]], // R
  [[0, 0, 1, 0], [.5, 0, .5, 1]], // T
  [[0, 0, 0, .8, .5, 1, 1, .8, 1, 0]], // U
  [[0, 0, .5, 1, 1, 0]], // V
  [[0, 0, .25, 1, .5, .3, .75, 1, 1, 0]], // W
  [[0, 0, 1, 1], [1, 0, 0, 1]], // X
  [[0, 0, .5, .5, 1, 0], [.5, .5, .5, 1]], // Y
  [[.9, .3, .4, .2, 0, .6, .3, 1, .9, .7, .9, .2, .95, 1]], // a
  [[0, .5, .9, .5, .8, .2, .4, .1, 0, .5, .3, 1, .9, .85]], // e
  [[0, 0, 0, 1], [0, .6, .4, .4, .8, .5, .9, 1]], // h
  [[0, .3, 0, 1], [0, .5, .3, .3, .5, .5, .5, 1], [.5, .5, .8, .3, 1, .5, 1, 1]], // m
  [[0, .3, 0, 1], [0, .6, .4, .3, .9, .4]], // r
  [[0, 0, 0, 1, .6, .95, 1, .5, .6, .05, 0, 0]], // D
  [[0, 0, 0, 1, 1, 1]], // L
  [[.9, 0, .6, 0, .45, .25, .45, 1], [.1, .4, .85, .4]], // f
  [[0, 0, 0, 1], [.8, .35, 0, .65, .9, 1]], // k
  [[0, .3, 0, 1], [0, .5, .4, .3, .8, .4, .8, 1]], // n
  [[.4, 0, .4, .85, .6, 1, .9, .9], [0, .3, .9, .3]], // t
  [[0, .2, 0, .8, .4, 1, .85, .75], [.85, .2, .85, 1]], // u
  [[.5, .35, .5, 1], [.5, .05, .5, .05]], // i
  [[.6, .35, .6, .9, .35, 1, .1, .9], [.6, .05, .6, .05]], // j
  [[.5, 0, .5, 1], [0, .5, 1, .5]], // +
  [[0, .5, 1, .5]], // -
  [[0, .35, 1, .35], [0, .65, 1, .65]], // =
  [[.3, 0, .2, 1], [.8, 0, .7, 1], [0, .3, 1, .3], [0, .7, 1, .7]], // #
  [[.5, 0, .5, 1], [.05, .25, .95, .75], [.95, .25, .05, .75]], // *
  [[0, .2, .4, 0, .9, .2, .5, .6, .5, .75], [.5, 1, .5, .98]], // ?
  [[.3, .2, .3, .2], [.3, .8, .3, .8]], // :
  [[1, 0, 0, 1], [.1, .1, .1, .1], [.9, .9, .9, .9]], // %
  [[0, .5, .4, 1, 1, 0]], // a tick
  [[0, 0, 1, 0, 1, 1, 0, 1, 0, 0], [0, 0, 1, 1], [0, 1, 1, 0]], // a box, crossed twice: zeros are once
];

/** One picture of no digit, `size * size` numbers in [0, 1]; digits of two are taken from `dataset`. */
export function drawNegative(dataset: Dataset, random: Random): Float32Array {
  const size = dataset.width;
  const kind = random.uniform();
  if (kind < 0.25) return drawPair(dataset, random);
  if (kind < 0.5) return drawSign(size, random);
  if (kind < 0.8) return drawScribble(size, random);
  if (kind < 0.9) return drawBlot(size, random);
  return drawNoise(size, random);
}

/** Two digits pressed into one picture, touching or nearly so. */
function drawPair(dataset: Dataset, random: Random): Float32Array {
  const size = dataset.width;
  const out = new Float32Array(size * size);
  const squeeze = random.uniform(1.3, 2);
  const gap = random.uniform(0.28, 0.48) * size / squeeze;
  for (const side of [-1, 1]) {
    const image = imageAt(dataset, random.integer(dataset.size));
    const drop = random.uniform(-2, 2);
    const tall = random.uniform(1, 1.2);
    for (let y = 0, i = 0; y < size; y++) {
      for (let x = 0; x < size; x++, i++) {
        const u = Math.round((x - size / 2 - side * gap) * squeeze + size / 2);
        const v = Math.round((y - size / 2 - drop) * tall + size / 2);
        if (u < 0 || v < 0 || u >= size || v >= size) continue;
        out[i] = Math.max(out[i], image[v * size + u] / 255);
      }
    }
  }
  return out;
}

/** A letter or a sign as a pen writes it, `size * size` numbers in [0, 1]. */
export function drawSign(size: number, random: Random): Float32Array {
  const sign = random.pick(SIGNS);
  const wide = random.uniform(0.4, 0.75) * size;
  const tall = random.uniform(0.5, 0.75) * size;
  const slant = random.uniform(-0.25, 0.25);
  const angle = random.uniform(-0.25, 0.25);
  const shake = random.uniform(0, 0.06) * size;
  const strokes = sign.map((numbers) => {
    const points: Point[] = [];
    for (let i = 0; i < numbers.length; i += 2) {
      const u = (numbers[i] - 0.5) * wide - slant * (numbers[i + 1] - 0.5) * tall;
      const v = (numbers[i + 1] - 0.5) * tall;
      points.push({
        x: size / 2 + u * Math.cos(angle) - v * Math.sin(angle) + shake * random.normal(),
        y: size / 2 + u * Math.sin(angle) + v * Math.cos(angle) + shake * random.normal(),
      });
    }
    return random.chance(0.5) ? roundCorners(points) : points;
  });
  return drawStrokes(strokes, { width: size, height: size, pen: 1.2 * 3 ** random.uniform() }).data;
}

/** What a pen leaves that writes nothing: a path that turns often, several short ones, a coil, hatching, a tangle. */
export function drawScribble(size: number, random: Random): Float32Array {
  const [draw, broadest] = random.pick(SCRIBBLES);
  const paths = draw(size, random);
  const centre = size / 2;
  const shrink = random.uniform(0.5, 0.8);
  const strokes = mapPoints(paths, ({ x, y }) => ({
    x: centre + (x - centre) * shrink,
    y: centre + (y - centre) * shrink,
  })).map((stroke) => random.chance(0.6) ? roundCorners(stroke) : stroke);
  return drawStrokes(strokes, { width: size, height: size, pen: random.uniform(1, broadest) }).data;
}

type DrawPaths = (size: number, random: Random) => Stroke[];

/** A stroke about the origin, turned by `turn` radians and put into the middle of a picture. */
function inMiddle(stroke: Stroke, size: number, turn = 0): Stroke[] {
  const turned = leanStrokes([stroke], { turn });
  return mapPoints(turned, ({ x, y }) => ({ x: size / 2 + x, y: size / 2 + y }));
}

const turns: DrawPaths = (size, random) => [drawPath(size, 6 + random.integer(9), random)];

const fewStrokes: DrawPaths = (size, random) => {
  const stroke = () => drawPath(size, 2 + random.integer(2), random);
  return Array.from({ length: 3 + random.integer(4) }, stroke);
};

/** Loops along a line, as one tries a pen. */
const coil: DrawPaths = (size, random) => {
  const loops = random.uniform(3, 7);
  const [radius, angle] = [random.uniform(0.15, 0.4) * size, random.uniform(0, 2 * Math.PI)];
  const [start, length] = [random.uniform(0, 2 * Math.PI), random.uniform(0.3, 1) * size];
  const upright = random.uniform(0.5, 1.5);
  const path = Array.from({ length: 60 }, (_, i) => {
    const turn = start + 2 * Math.PI * loops * i / 59;
    const reach = radius * random.uniform(0.8, 1.1);
    return {
      x: (i / 59 - 0.5) * length + reach * Math.cos(turn),
      y: upright * reach * Math.sin(turn),
    };
  });
  return inMiddle(path, size, angle);
};

/** To and fro, across what is to be filled or hidden. */
const hatching: DrawPaths = (size, random) => {
  const lines = 5 + random.integer(9);
  const angle = random.uniform(0, 2 * Math.PI);
  const [long, wide] = [random.uniform(0.4, 1) * size, random.uniform(0.3, 1) * size];
  const path = Array.from({ length: lines }, (_, i) => ({
    x: (i % 2 - 0.5) * long * random.uniform(0.7, 1.1),
    y: ((i + random.uniform(-0.3, 0.3)) / (lines - 1) - 0.5) * wide,
  }));
  return inMiddle(path, size, angle);
};

/** One smooth line over and over itself: a sum of oscillations each way, the slow ones wide. */
const tangle: DrawPaths = (size, random) => {
  const steepness = random.uniform(0.3, 1.2);
  const axis = () =>
    Array.from({ length: 6 }, (_, i) => ({
      rate: i + random.uniform(0.5, 1.5),
      reach: random.normal() / (i + 1) ** steepness,
      start: random.uniform(0, 2 * Math.PI),
    }));
  const [across, down] = [axis(), axis()];
  const at = (waves: typeof across, share: number) =>
    waves.reduce(
      (sum, { rate, reach, start }) => sum + reach * Math.sin(2 * Math.PI * rate * share + start),
      0,
    );
  const place = (share: number) => ({ x: at(across, share), y: at(down, share) });
  const points = Array.from({ length: 100 }, (_, i) => place(i / 99));
  const most = Math.max(...points.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]));
  const fitted = points.map(({ x, y }) => ({ x: size / 2 * x / most, y: size / 2 * y / most }));
  return inMiddle(fitted, size);
};

/** How to scribble, and with how broad a pen: what is filled upright may be a one. */
const SCRIBBLES: readonly (readonly [DrawPaths, number])[] = [
  [turns, 3],
  [turns, 3],
  [fewStrokes, 3],
  [coil, 1.6],
  [hatching, 1.6],
  [tangle, 3],
  [tangle, 3],
];

/** A dot, an oval or a filled shape. */
export function drawBlot(size: number, random: Random): Float32Array {
  const [a, b] = [random.uniform(4, 10), random.uniform(4, 10)];
  const angle = random.uniform(0, Math.PI);
  const power = random.uniform(1.2, 6);
  const centre = (size - 1) / 2;
  return new Float32Array(size * size).map((_, i) => {
    const [x, y] = [i % size - centre, Math.floor(i / size) - centre];
    const u = x * Math.cos(angle) + y * Math.sin(angle);
    const v = y * Math.cos(angle) - x * Math.sin(angle);
    const reach = (Math.abs(u / a) ** power + Math.abs(v / b) ** power) ** (1 / power);
    return clamp((1 - reach) * Math.min(a, b) + 0.5);
  });
}

/** Noise of any grain: single pixels up to soft clouds. */
export function drawNoise(size: number, random: Random): Float32Array {
  const grid = random.pick([size, 14, 9, 6, 4]);
  const values = Float32Array.from({ length: grid * grid }, () => random.uniform());
  const contrast = random.uniform(1, 6);
  const level = random.uniform(0.3, 0.7);
  return new Float32Array(size * size).map((_, i) => {
    const [x, y] = [i % size, Math.floor(i / size)];
    const value = bilinear(values, grid, grid, x / size * (grid - 1), y / size * (grid - 1));
    return clamp((value - level) * contrast + 0.5);
  });
}

/** A path with its corners cut twice (Chaikin 1974), as a quick hand rounds them. */
function roundCorners(points: readonly Point[]): Point[] {
  let path = [...points];
  for (let pass = 0; pass < 2 && path.length > 2; pass++) {
    const cut: Point[] = [path[0]];
    for (let i = 0; i + 1 < path.length; i++) {
      const [a, b] = [path[i], path[i + 1]];
      cut.push({ x: 0.75 * a.x + 0.25 * b.x, y: 0.75 * a.y + 0.25 * b.y });
      cut.push({ x: 0.25 * a.x + 0.75 * b.x, y: 0.25 * a.y + 0.75 * b.y });
    }
    path = [...cut, path[path.length - 1]];
  }
  return path;
}
