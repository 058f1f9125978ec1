import { clamp } from "../../../base/clamp.ts";
import { byStrength, type Degradation, type RawPicture } from "../scene.ts";

/** What the lens and the hand do to sharpness; lengths in em, so that the writing stays legible. */
export interface Optics {
  /** Standard deviation of the blur; a lens that is in focus keeps a little, in pixels. */
  readonly focus: number;
  readonly pixels: number;
  /** How far the camera moved during the exposure, and in which direction. */
  readonly motion: number;
  readonly angle: number;
}

/** A lens out of focus. */
export const focusBlur: Degradation = (scene, strength, random) => {
  const focus = byStrength(strength, random, [0.012, 0.022], [0.025, 0.042], [0.045, 0.065]);
  return { ...scene, optics: { ...scene.optics, focus } };
};

/** A hand that moved. */
export const motionBlur: Degradation = (scene, strength, random) => {
  const motion = byStrength(strength, random, [0.03, 0.06], [0.07, 0.12], [0.13, 0.2]);
  return { ...scene, optics: { ...scene.optics, motion, angle: random.uniform(0, Math.PI) } };
};

/** Blurs a picture. Use what it returns; the picture given is changed too. */
export function blur(picture: RawPicture, optics: Optics, zoom: number): RawPicture {
  const shaken = shake(picture, optics.motion * zoom, optics.angle);
  return defocus(shaken, Math.hypot(optics.focus * zoom, optics.pixels));
}

/** Motion blur is a mean of at most so many shifted pictures; lens blur hides the steps. */
const MOST_PLACES = 16;

/** The mean over places along a line. */
function shake(picture: RawPicture, length: number, angle: number): RawPicture {
  const { width, height, data } = picture;
  const steps = Math.min(MOST_PLACES - 1, Math.round(length));
  if (steps < 1) return picture;
  const out = new Float32Array(data.length);
  for (let k = 0; k <= steps; k++) {
    const dx = Math.round((k / steps - 0.5) * length * Math.cos(angle));
    const dy = Math.round((k / steps - 0.5) * length * Math.sin(angle));
    for (let y = 0; y < height; y++) {
      const row = clamp(y + dy, 0, height - 1) * width;
      for (let x = 0, to = 3 * y * width; x < width; x++) {
        const from = 3 * (row + clamp(x + dx, 0, width - 1));
        for (let c = 0; c < 3; c++) out[to++] += data[from + c];
      }
    }
  }
  for (let i = 0; i < out.length; i++) out[i] /= steps + 1;
  return { width, height, data: out };
}

/** Running means whose ends count in part, so that any deviation is met (Gwosdek et al. 2011). */
function defocus(picture: RawPicture, deviation: number): RawPicture {
  // Three passes come close to a Gaussian; for the least blur one is enough.
  const passes = deviation < 0.8 ? 1 : 3;
  // A mean over 2 r + 1 numbers has variance r (r + 1) / 3; two more, weighed in part, add what is missing.
  const variance = deviation * deviation / passes;
  const radius = Math.floor((Math.sqrt(1 + 12 * variance) - 1) / 2);
  const end = (2 * radius + 1) * (radius * (radius + 1) - 3 * variance) /
    (6 * (variance - (radius + 1) ** 2));
  const between = { ...picture, data: new Float32Array(picture.data.length) };
  for (let pass = 0; pass < passes; pass++) {
    meanAlongRows(picture, between.data, radius, end);
    meanOfRows(between, picture.data, radius, end);
  }
  return picture;
}

/** The mean of each pixel's neighbours to the left and right; the border is repeated. */
function meanAlongRows(picture: RawPicture, to: Float32Array, radius: number, end: number): void {
  const { width, height, data: from } = picture;
  const pad = 3 * (radius + 1);
  const line = new Float32Array(3 * width + 2 * pad);
  const scale = 1 / (2 * radius + 1 + 2 * end);
  for (let y = 0; y < height; y++) {
    const start = 3 * y * width;
    line.set(from.subarray(start, start + 3 * width), pad);
    for (let i = 0; i < pad; i++) {
      line[i] = line[pad + i % 3];
      line[pad + 3 * width + i] = line[pad + 3 * width - 3 + i % 3];
    }
    for (let c = 0; c < 3; c++) {
      let sum = 0;
      for (let i = 3 + c; i < 2 * pad; i += 3) sum += line[i];
      for (let x = c, far = 2 * pad + c; x < 3 * width; x += 3, far += 3) {
        to[start + x] = scale * (sum + end * (line[x] + line[far]));
        sum += line[far] - line[x + 3];
      }
    }
  }
}

/** The same for the neighbours above and below, a whole row at a time. */
function meanOfRows(picture: RawPicture, to: Float32Array, radius: number, end: number): void {
  const { width, height, data: from } = picture;
  const length = 3 * width;
  const row = (y: number) => clamp(y, 0, height - 1) * length;
  const scale = 1 / (2 * radius + 1 + 2 * end);
  const sums = new Float32Array(length);
  for (let y = -radius; y <= radius; y++) {
    for (let i = 0, at = row(y); i < length; i++) sums[i] += from[at++];
  }
  for (let y = 0; y < height; y++) {
    const [above, below] = [row(y - radius - 1), row(y + radius + 1)];
    const [leaving, here] = [row(y - radius), y * length];
    for (let i = 0; i < length; i++) {
      to[here + i] = scale * (sums[i] + end * (from[above + i] + from[below + i]));
      sums[i] += from[below + i] - from[leaving + i];
    }
  }
}
