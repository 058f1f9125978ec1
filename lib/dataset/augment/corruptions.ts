/** What happens to writing between the pen and the pixels; no test's own corruption is copied here. */
import { clamp } from "../../base/clamp.ts";
import type { Random } from "../../base/random.ts";
import { drawStrokes, type Point, type Stroke } from "../../image/draw_strokes.ts";
import { resize } from "../../image/resize.ts";

/** Changes a `size * size` picture of numbers in [0, 1], ink 1, in place. */
export type Corruption = (image: Float32Array, size: number, random: Random) => void;

/** Gaussian blur of standard deviation 0.3 to 1.1 pixels, at times stronger along one axis. */
export const blur: Corruption = (image, size, random) => {
  const deviation = random.uniform(0.3, 1.1);
  const stretch = random.chance(0.3) ? random.uniform(1, 1.8) : 1;
  const sideways = random.chance(0.5);
  smooth(image, size, deviation * (sideways ? stretch : 1), 1);
  smooth(image, size, deviation * (sideways ? 1 : stretch), size);
};

/** Gamma, weaker ink and greyer paper. */
export const fade: Corruption = (image, _size, random) => {
  const gamma = 2.2 ** random.uniform(-1, 1);
  const paper = random.uniform(0, 0.3);
  const ink = random.uniform(0.5, 1);
  for (let i = 0; i < image.length; i++) {
    image[i] = paper + (Math.max(ink, paper + 0.3) - paper) * image[i] ** gamma;
  }
};

/** Light that differs over the picture: a slope and a soft bump. */
export const unevenLight: Corruption = (image, size, random) => {
  const [slopeX, slopeY] = [random.uniform(-0.4, 0.4), random.uniform(-0.4, 0.4)];
  const [cx, cy] = [random.uniform(0, size), random.uniform(0, size)];
  const reach = random.uniform(0.2, 0.6) * size;
  const height = random.uniform(-0.4, 0.4);
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i++) {
      const bump = height * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * reach * reach));
      const light = slopeX * (x / size - 0.5) + slopeY * (y / size - 0.5) + bump;
      image[i] = clamp(image[i] * (1 - Math.abs(light)) + Math.max(0, light));
    }
  }
};

/** Few pixels, 10 to 18 a side, as in a thumbnail; half of the time black and white alone, as in a fax. */
export const coarsen: Corruption = (image, size, random) => {
  const coarse = 10 + random.integer(9);
  const small = resize({ width: size, height: size, data: image }, coarse, coarse).data;
  if (random.chance(0.5)) {
    const threshold = random.uniform(0.3, 0.6) * small.reduce((a, b) => Math.max(a, b), 0);
    for (let i = 0; i < small.length; i++) small[i] = small[i] > threshold ? 1 : 0;
  }
  image.set(resize({ width: coarse, height: coarse, data: small }, size, size).data);
};

/** Normal noise on every pixel. */
export const grain: Corruption = (image, _size, random) => {
  const deviation = random.uniform(0.02, 0.25);
  for (let i = 0; i < image.length; i++) image[i] = clamp(image[i] + deviation * random.normal());
};

/** Single pixels of any darkness, on up to a quarter of the picture. */
export const specks: Corruption = (image, _size, random) => {
  const share = random.uniform(0.01, 0.25);
  const full = random.chance(0.6);
  for (let i = 0; i < image.length; i++) {
    if (!random.chance(share)) continue;
    image[i] = full ? (random.chance(0.5) ? 1 : 0) : random.uniform();
  }
};

/** One to four blots or bare spots, 1 to 2.5 pixels in radius. */
export const blots: Corruption = (image, size, random) => {
  for (let n = 1 + random.integer(4); n > 0; n--) {
    const spot = [{ x: random.uniform(0, size), y: random.uniform(0, size) }];
    paint(image, size, spot, random.uniform(2, 5), random.chance(0.7) ? random.uniform(0.5, 1) : 0);
  }
};

/** One or two lines across the picture, straight or bent, in ink or as a scratch that bares the paper. */
export const lines: Corruption = (image, size, random) => {
  for (let n = 1 + random.integer(2); n > 0; n--) {
    const line = drawPath(size, 2 + random.integer(3), random);
    const pen = random.uniform(0.6, 2);
    paint(image, size, line, pen, random.chance(0.75) ? random.uniform(0.4, 1) : 0);
  }
};

/** A rectangle of 3 to 10 pixels a side covered in paper, in ink, or in grey. */
export const cover: Corruption = (image, size, random) => {
  const value = random.chance(0.6) ? 0 : random.uniform(0.2, 1);
  for (const i of rectangle(size, 3, 10, random)) image[i] = value;
};

/** A rectangle of at least 5 pixels a side turned to its negative, as under a dark label or a glare edge. */
export const negate: Corruption = (image, size, random) => {
  for (const i of rectangle(size, 5, size, random)) image[i] = 1 - image[i];
};

/** A polyline of `points` points that starts and ends anywhere in the picture. */
export function drawPath(size: number, points: number, random: Random): Point[] {
  return Array.from({ length: points }, () => ({
    x: random.uniform(-0.1, 1.1) * size,
    y: random.uniform(-0.1, 1.1) * size,
  }));
}

function paint(image: Float32Array, size: number, path: Stroke, pen: number, value: number): void {
  const { data } = drawStrokes([path], { width: size, height: size, pen });
  for (let i = 0; i < image.length; i++) {
    image[i] += (value === 0 ? -image[i] : Math.max(0, value - image[i])) * data[i];
  }
}

/** The pixels of a rectangle anywhere, `least` to `most` pixels a side. */
function* rectangle(size: number, least: number, most: number, random: Random) {
  const width = least + random.integer(most - least + 1);
  const height = least + random.integer(most - least + 1);
  const left = random.integer(size) - (width >> 1);
  const top = random.integer(size) - (height >> 1);
  for (let y = Math.max(0, top); y < Math.min(size, top + height); y++) {
    for (let x = Math.max(0, left); x < Math.min(size, left + width); x++) yield y * size + x;
  }
}

/** Gaussian smoothing along one axis: `stride` 1 for rows, `size` for columns; the border is repeated. */
function smooth(image: Float32Array, size: number, deviation: number, stride: number): void {
  const reach = Math.max(1, Math.ceil(2.5 * deviation));
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, k) => {
    return Math.exp(-((k - reach) ** 2) / (2 * deviation * deviation));
  });
  const total = kernel.reduce((a, b) => a + b, 0);
  const line = new Float32Array(size);
  const across = stride === 1 ? size : 1;
  for (let n = 0; n < size; n++) {
    const start = n * across;
    for (let k = 0; k < size; k++) line[k] = image[start + k * stride];
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let j = -reach; j <= reach; j++) {
        sum += kernel[j + reach] * line[clamp(k + j, 0, size - 1)];
      }
      image[start + k * stride] = sum / total;
    }
  }
}
