import type { Random } from "../../../base/random.ts";
import type { RgbImage } from "../../../image/rgb_image.ts";
import { smoothNoise, TILE, whiteNoise } from "./grain.ts";
import { byStrength, type Degradation, type RawPicture } from "../scene.ts";

/** What the sensor and the file do. */
export interface Sensor {
  /** Deviation of the noise on white, in [0, 1]. */
  readonly noise: number;
  /** Share of the pixels that are all black or all white. */
  readonly dead: number;
  /** Quality of the JPEG file, 1 to 100; null is a file that keeps every pixel. */
  readonly jpegQuality: number | null;
}

/** A sensor in the dark. */
export const sensorNoise: Degradation = (scene, strength, random) => {
  const noise = byStrength(strength, random, [0.012, 0.025], [0.03, 0.055], [0.06, 0.1]);
  return { ...scene, sensor: { ...scene.sensor, noise } };
};

/** Pixels gone black or white, as on a fax or an old scan. */
export const saltAndPepper: Degradation = (scene, strength, random) => {
  const dead = byStrength(strength, random, [0.002, 0.006], [0.01, 0.025], [0.03, 0.07]);
  return { ...scene, sensor: { ...scene.sensor, dead } };
};

/** A file that was made small, as a messenger does. */
export const jpeg: Degradation = (scene, strength, random) => {
  const quality = byStrength(strength, random, [55, 75], [28, 50], [10, 22]);
  return { ...scene, sensor: { ...scene.sensor, jpegQuality: Math.round(quality) } };
};

/** Turns numbers into bytes, noise included. */
export function expose(picture: RawPicture, { noise, dead }: Sensor, random: Random): RgbImage {
  const { width, height, data: light } = picture;
  // Rounds and clamps what is put in.
  const data = new Uint8ClampedArray(light.length);
  const mask = TILE * TILE - 1;
  for (let y = 0, i = 0; y < height; y++) {
    const [gray, red, blue] = [0, 1, 2].map(() => random.integer(TILE * TILE));
    for (let x = 0; x < width; x++, i += 3) {
      // Shot noise grows with the root of the light; some of it stays in the dark.
      const level = noise * Math.sqrt(0.2 + 0.8 * Math.max(0, light[i + 1]));
      const shared = 0.8 * whiteNoise[(gray + x) & mask];
      data[i] = 255 * (light[i] + level * (shared + 0.5 * smoothNoise[(red + x) & mask]));
      data[i + 1] = 255 * (light[i + 1] + level * (shared + 0.2 * smoothNoise[(gray + x) & mask]));
      data[i + 2] = 255 * (light[i + 2] + level * (shared + 0.6 * smoothNoise[(blue + x) & mask]));
    }
  }
  for (let n = Math.round(dead * width * height); n > 0; n--) {
    const at = 3 * random.integer(width * height);
    data.fill(random.chance(0.5) ? 255 : 0, at, at + 3);
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}
