/**
 * Fifteen corruptions of a 28x28 digit, after MNIST-C (Mu and Gilmer, "MNIST-C: A robustness benchmark for
 * computer vision", 2019), written anew from the paper's descriptions; amounts near its middle severity.
 *
 * For measuring only: nothing under lib/ may use them.
 */
import { clamp } from "../../lib/base/clamp.ts";
import { createRandom, type Random } from "../../lib/base/random.ts";
import { bilinearOrZero } from "../../lib/image/bilinear.ts";
import { drawStrokes, type Point } from "../../lib/image/draw_strokes.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";
import type { LabelledPictures } from "./unseen_digits.ts";

const SIZE = 28;
const CENTRE = (SIZE - 1) / 2;

/** A corrupted copy of `image`, `28 * 28` numbers in [0, 1], ink 1. */
type Corruption = (image: Float32Array, random: Random) => Float32Array;

/** Builds a picture from a number for each pixel. */
function draw(pixel: (x: number, y: number) => number): Float32Array {
  return Float32Array.from(
    { length: SIZE * SIZE },
    (_, i) => clamp(pixel(i % SIZE, Math.floor(i / SIZE))),
  );
}

const sample = (image: Float32Array, x: number, y: number) =>
  bilinearOrZero(image, SIZE, SIZE, x, y);

/** A pixel; for one beyond a side the nearest stands. */
const nearest = (image: Float32Array, x: number, y: number) =>
  image[clamp(y, 0, SIZE - 1) * SIZE + clamp(x, 0, SIZE - 1)];

/** The picture seen through a 2x2 matrix and a shift about its centre. */
function affine(image: Float32Array, [a, b, c, d]: number[], dx = 0, dy = 0): Float32Array {
  return draw((x, y) => {
    const [u, v] = [x - CENTRE - dx, y - CENTRE - dy];
    return sample(image, a * u + b * v + CENTRE, c * u + d * v + CENTRE);
  });
}

/** Gives the mean of values at these distances, weighted by a Gaussian. */
function gaussianMean(deviation: number, distances: readonly number[]) {
  const weights = distances.map((k) => Math.exp(-k * k / (2 * deviation ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (value: (distance: number) => number) =>
    distances.reduce((sum, k, i) => sum + weights[i] * value(k), 0) / total;
}

function gaussian(image: Float32Array, deviation: number): Float32Array {
  const reach = Math.ceil(3 * deviation);
  const mean = gaussianMean(deviation, Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach));
  const across = draw((x, y) => mean((k) => nearest(image, x + k, y)));
  return draw((x, y) => mean((k) => nearest(across, x, y + k)));
}

/** How many of a Poisson variable's events happen (Knuth 1969). */
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let [events, product] = [0, random.uniform()];
  while (product > limit) {
    events++;
    product *= random.uniform();
  }
  return events;
}

/** A fractal landscape in [0, 1] by midpoint displacement (the diamond-square algorithm). */
function plasma(random: Random): Float32Array {
  const size = 32;
  const map = new Float32Array(size * size);
  const at = (x: number, y: number) => map[((y + size) % size) * size + (x + size) % size];
  let roughness = 1;
  for (let step = size; step > 1; step /= 2, roughness /= 1.8) {
    const half = step / 2;
    const jolt = () => random.uniform(-roughness, roughness);
    for (let y = 0; y < size; y += step) {
      for (let x = 0; x < size; x += step) {
        map[(y + half) * size + x + half] =
          (at(x, y) + at(x + step, y) + at(x, y + step) + at(x + step, y + step)) / 4 + jolt();
      }
    }
    for (let y = 0; y < size; y += half) {
      for (let x = (y / half) % 2 ? 0 : half; x < size; x += step) {
        map[y * size + x] =
          (at(x - half, y) + at(x + half, y) + at(x, y - half) + at(x, y + half)) / 4 + jolt();
      }
    }
  }
  const [low, high] = [Math.min(...map), Math.max(...map)];
  return draw((x, y) => (map[y * size + x] - low) / (high - low));
}

/** The stroke of `path` laid over the picture. */
function over(image: Float32Array, path: Point[], pen: number): Float32Array {
  const { data } = drawStrokes([path], { width: SIZE, height: SIZE, pen });
  return image.map((value, i) => Math.max(value, data[i]));
}

/** A line across the picture, left to right: its point at each share of its length. */
function line(random: Random): (share: number) => Point {
  const [from, to] = [{ x: 1, y: random.uniform(4, 24) }, { x: 27, y: random.uniform(4, 24) }];
  return (share) => ({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
}

/** The corruptions by the paper's names. */
export const corruptions: Readonly<Record<string, Corruption>> = {
  "shot noise": (image, random) => image.map((value) => clamp(poisson(value * 5, random) / 5)),

  "impulse noise": (image, random) =>
    image.map((value) => random.chance(0.17) ? (random.chance(0.5) ? 1 : 0) : value),

  "glass blur": (image, random) => {
    const soft = gaussian(image, 0.7);
    for (let y = SIZE - 3; y >= 2; y--) {
      for (let x = SIZE - 3; x >= 2; x--) {
        const other = (y + random.integer(4) - 2) * SIZE + x + random.integer(4) - 2;
        const own = y * SIZE + x;
        [soft[own], soft[other]] = [soft[other], soft[own]];
      }
    }
    return gaussian(soft, 0.7);
  },

  "motion blur": (image, random) => {
    const angle = random.uniform(-Math.PI / 4, Math.PI / 4);
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const mean = gaussianMean(3, [...Array(9).keys()]);
    return draw((x, y) => mean((k) => sample(image, x - k * dx, y - k * dy)));
  },

  "shear": (image, random) => affine(image, [1, random.chance(0.5) ? 0.6 : -0.6, 0, 1]),

  "scale": (image) => affine(image, [2, 0, 0, 2]),

  "rotate": (image, random) => {
    const angle = (random.chance(0.5) ? 1 : -1) * 35 * Math.PI / 180;
    return affine(image, [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)]);
  },

  "brightness": (image) => image.map((value) => clamp(value + 0.5)),

  "translate": (image, random) => {
    const far = () => (random.chance(0.5) ? 1 : -1) * random.uniform(3, 5);
    return affine(image, [1, 0, 0, 1], far(), far());
  },

  "inverted stripe": (image) =>
    draw((x, y) => {
      const value = image[y * SIZE + x];
      return x >= 7 && x < 21 ? 1 - value : value;
    }),

  "fog": (image, random) => {
    const mist = plasma(random);
    return image.map((value, i) => clamp((value + 1.2 * mist[i]) / 2.2));
  },

  "spatter": (image, random) => {
    const drops = gaussian(Float32Array.from(image, () => random.chance(0.08) ? 1 : 0), 0.8);
    return image.map((value, i) => Math.max(value, drops[i] > 0.28 ? 0.9 : 0));
  },

  "dotted line": (image, random) => {
    const at = line(random);
    let out = image;
    for (let share = 0; share <= 1; share += 0.11) out = over(out, [at(share)], 1.6);
    return out;
  },

  "zigzag line": (image, random) => {
    const at = line(random);
    const path = Array.from({ length: 11 }, (_, k) => {
      const { x, y } = at(k / 10);
      return { x, y: y + (k % 2 ? 2 : -2) };
    });
    return over(image, path, 1);
  },

  "edges only": (image) => {
    // The steepest rim on either side of each stroke, one pixel wide, as Canny's detector leaves it.
    const soft = gaussian(image, 0.8);
    const slope = (x: number, y: number) => [
      nearest(soft, x + 1, y) - nearest(soft, x - 1, y),
      nearest(soft, x, y + 1) - nearest(soft, x, y - 1),
    ];
    const steepness = draw((x, y) => Math.hypot(...slope(x, y)));
    return draw((x, y) => {
      const own = steepness[y * SIZE + x];
      if (own < 0.2) return 0;
      const [dx, dy] = slope(x, y).map((d) => Math.round(d / own));
      const beside = [sample(steepness, x + dx, y + dy), sample(steepness, x - dx, y - dy)];
      return own >= beside[0] && own > beside[1] ? 1 : 0;
    });
  },
};

/** The pictures under each of the fifteen corruptions after MNIST-C, the same each time. */
export function corruptedDigits(
  images: readonly GrayImage[],
  labels: ArrayLike<number>,
): LabelledPictures[] {
  return Object.entries(corruptions).map(([name, corrupt]) => {
    const random = createRandom(1);
    return {
      name,
      images: images.map((image) => ({ ...image, data: corrupt(image.data, random) })),
      labels,
    };
  });
}
