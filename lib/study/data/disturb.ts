/** Pictures made worse by a known amount, to see how much a network bears. */
import { clamp } from "../../base/clamp.ts";
import type { Random } from "../../base/random.ts";
import { type Dataset, pictureAt, redraw } from "../../dataset/dataset.ts";
import { bilinearOrZero } from "../../image/bilinear.ts";
import type { GrayImage } from "../../image/gray_image.ts";

/** Every picture of a dataset, changed; labels stay. */
export function disturb(dataset: Dataset, change: (image: GrayImage) => GrayImage): Dataset {
  return redraw(
    dataset,
    dataset,
    (i) => change(pictureAt(dataset, i)).data.map((ink) => clamp(ink)),
  );
}

/** Turned clockwise about the middle, by bilinear interpolation; what comes in from outside is paper. */
export function rotate({ width, height, data }: GrayImage, degrees: number): GrayImage {
  const angle = degrees * Math.PI / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const turned = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const [u, v] = [i % width - middleX, Math.floor(i / width) - middleY];
    const [x, y] = [cos * u + sin * v + middleX, cos * v - sin * u + middleY];
    turned[i] = bilinearOrZero(data, width, height, x, y);
  }
  return { width, height, data: turned };
}

/** Blurred by a Gaussian of this standard deviation, in pixels; outside is paper. */
export function blur(image: GrayImage, deviation: number): GrayImage {
  if (deviation === 0) return image;
  const { width, height } = image;
  const reach = Math.ceil(3 * deviation);
  const weights = Array.from(
    { length: 2 * reach + 1 },
    (_, k) => Math.exp(-((k - reach) ** 2) / (2 * deviation ** 2)),
  );
  const total = weights.reduce((a, b) => a + b);
  const along = (data: Float32Array, step: number, place: (i: number) => number, length: number) =>
    data.map((_, i) => {
      let sum = 0;
      for (let k = -reach; k <= reach; k++) {
        const at = place(i) + k;
        if (at >= 0 && at < length) sum += weights[k + reach] * data[i + k * step];
      }
      return sum / total;
    });
  const across = along(image.data, 1, (i) => i % width, width);
  return { width, height, data: along(across, width, (i) => Math.floor(i / width), height) };
}

/** With normal noise of this standard deviation on every pixel, kept within [0, 1]. */
export function addNoise(image: GrayImage, deviation: number, random: Random): GrayImage {
  return { ...image, data: image.data.map((ink) => clamp(ink + deviation * random.normal())) };
}
