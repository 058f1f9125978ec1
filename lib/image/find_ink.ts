/**
 * The writing in a photograph: light that differs from place to place taken away, paper and ink told
 * apart.
 *
 * @module
 */
import { ImageError } from "../errors.ts";
import type { GrayImage } from "./gray_image.ts";
import { darkShare, type InkMap } from "./ink.ts";
import { close, open } from "./morphology.ts";
import { histogram, otsu, quantile } from "./otsu.ts";
import { resize } from "./resize.ts";

/** Pixels of the longer side of the small picture in which the paper is looked for. */
const SMALL = 128;

/** The widest stroke, as a share of the picture's shorter side: a marker's, in a picture cut out tight. */
const WIDEST_STROKE = 0.3;

/** Darker paper than this share of the usual is taken for that share, lest its noise become ink. */
const DARKEST_PAPER = 0.4;

/** Contrast, in [0, 1], below which nothing can be told apart: 8 of 255 levels. */
const LEAST_CONTRAST = 8 / 255;

/** Noise of the paper, as a share of the strongest ink, beyond which a picture is smoothed. */
const GRAINY = 0.1;

/** Ink of a photograph. */
export interface FoundInk extends InkMap {
  /** Ink that the grain of the paper seldom passes, in [0, 1]; 0 on paper without any. */
  readonly noise: number;
  /** The paper alone, in small: how bright it is, or how dark where ink is light. */
  readonly paper: GrayImage;
}

/**
 * Finds the ink of a photograph, a scan or a screenshot.
 *
 * The paper is what a closing leaves of the brightness: strokes are narrower than its square and vanish,
 * while slopes of light, shadows and the edge of a desk are wider and stay. Ink is what is missing to the
 * paper, as a share of it: light multiplies, so that a stroke in the shadow counts as one in the light.
 *
 * @param picture Darkness, as `decode` gives it.
 * @throws {ImageError} `no-ink` when the picture is all of one grey.
 */
export function findInk(picture: GrayImage): FoundInk {
  const image = Math.max(picture.width, picture.height) > SMALL ? despeckle(picture) : picture;
  const small = shrink(image);
  const lightInk = hasLightInk(small);
  const sign = lightInk ? 1 : -1;
  const offset = lightInk ? 0 : 1;
  const bright = small.data.map((dark) => offset + sign * dark);
  const paper = close({ ...small, data: bright }, strokeSize(small));
  const usual = quantile(histogram(paper.data), 0.7);
  const least = Math.max(DARKEST_PAPER * usual, LEAST_CONTRAST);

  const { width, height } = image;
  const data = new Float32Array(width * height);
  // Of the nearest papers the darkest counts: a false edge of ink beside every shadow would be worse than
  // a stroke that loses some of its ink there.
  const columns = neighbours(width, small.width);
  const rows = neighbours(height, small.height);
  const line = new Float32Array(small.width);
  const scale = new Float32Array(small.width);
  for (let y = 0; y < height; y++) {
    const [a, b] = [rows[2 * y] * small.width, rows[2 * y + 1] * small.width];
    for (let x = 0; x < small.width; x++) {
      line[x] = Math.min(paper.data[a + x], paper.data[b + x]);
      scale[x] = 1 / Math.max(line[x], least);
    }
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const [p, q] = [columns[2 * x], columns[2 * x + 1]];
      const near = line[p] < line[q] ? p : q;
      data[i] = (line[near] - offset - sign * image.data[i]) * scale[near];
    }
  }
  let levels = measure(data);
  // Strokes of a picture this large are several pixels wide: what changes from pixel to pixel is grain.
  for (let pass = 0; pass < 2 && levels.noise > GRAINY && width > small.width; pass++) {
    smooth(data, width, height);
    levels = measure(data);
  }
  if (levels.most - levels.paper < LEAST_CONTRAST) {
    throw new ImageError(
      "no-ink",
      "no ink found: the picture is all of one shade; write darker, or on a lighter ground",
    );
  }
  const stretch = 1 / (levels.most - levels.paper);
  for (let i = 0; i < data.length; i++) {
    const value = (data[i] - levels.paper) * stretch;
    data[i] = value < 0 ? 0 : value > 1 ? 1 : value;
  }
  return { width, height, data, lightInk, noise: levels.noise, paper };
}

/** Single pixels that are darker or lighter than all that they touch brought to the nearest of these. */
function despeckle({ width, height, data }: GrayImage): GrayImage {
  const out = data.slice();
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const [a, b, c, d] = [data[i - 1], data[i + 1], data[i - width], data[i + width]];
      const least = Math.min(a, b, c, d);
      const most = Math.max(a, b, c, d);
      const value = data[i];
      if (value < least) out[i] = least;
      else if (value > most) out[i] = most;
    }
  }
  return { width, height, data: out };
}

function shrink(image: GrayImage): GrayImage {
  const scale = Math.min(1, SMALL / Math.max(image.width, image.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return resize(image, side(image.width), side(image.height));
}

/** The square that no stroke holds, in pixels, an odd number. */
function strokeSize({ width, height }: GrayImage): number {
  return 2 * Math.ceil(WIDEST_STROKE * Math.min(width, height) / 2) + 1;
}

/**
 * Whether the writing is lighter than its ground, by two witnesses: of dark and light, the one that holds
 * less of the picture and its border is ink; and strokes are narrower than what lies between them, so that
 * among structures of growing width ink turns up before paper does. The first errs in large shadows and on
 * dark desks, the second on loops narrower than their strokes.
 */
function hasLightInk(small: GrayImage): boolean {
  let [dark, light] = [0, 0];
  const most = strokeSize(small);
  for (let size = 3; size <= most; size = 2 * size - 1) {
    const [closed, opened] = [close(small, size).data, open(small, size).data];
    // Of darkness, an opening takes away dark strokes and a closing fills light ones.
    small.data.forEach((value, i) => {
      dark += (value - opened[i]) / size;
      light += (closed[i] - value) / size;
    });
  }
  const balance = dark + light > 0 ? (light - dark) / (light + dark) : 0;
  return darkShare(small, otsu(histogram(small.data))) - 0.5 + balance > 0;
}

/** For each of `count` pixels, the two of `few` whose centres are nearest. */
function neighbours(count: number, few: number): Uint16Array {
  const out = new Uint16Array(2 * count);
  for (let i = 0; i < count; i++) {
    const place = (i + 0.5) * few / count - 0.5;
    out[2 * i] = Math.max(0, Math.floor(place));
    out[2 * i + 1] = Math.min(few - 1, Math.max(0, Math.floor(place) + 1));
  }
  return out;
}

/** Levels that ink is counted in, from -1 to 1. */
const LEVELS = 512;

/** The levels of paper and of the strongest ink, and where noise ends as a share of what lies between. */
function measure(data: Float32Array): { paper: number; most: number; noise: number } {
  const counts = new Uint32Array(LEVELS + 1);
  for (let i = 0; i < data.length; i++) {
    const level = (data[i] + 1) * (LEVELS / 2) + 0.5;
    counts[level < 0 ? 0 : level > LEVELS ? LEVELS : level | 0]++;
  }
  const at = (share: number) => {
    let seen = 0;
    let level = -1;
    while (level < LEVELS && (seen === 0 || seen < share * data.length)) seen += counts[++level];
    return level / (LEVELS / 2) - 1;
  };
  // Most of a picture is paper: its median is the paper's, the quartile below tells the paper's spread.
  const [median, most] = [at(0.5), at(1)];
  const paper = median < most / 2 ? median : 0;
  const deviation = Math.max(0, paper - at(0.25)) / 0.6745;
  return { paper, most, noise: 4 * deviation / Math.max(most - paper, 1 / LEVELS) };
}

/** Weighs each pixel with its neighbours, 1 2 1 along each axis, in place. */
function smooth(data: Float32Array, width: number, height: number): void {
  let above = new Float32Array(width);
  let here = new Float32Array(width);
  for (let y = 0; y <= height; y++) {
    const line = new Float32Array(width);
    const from = Math.min(y, height - 1) * width;
    for (let x = 0; x < width; x++) {
      const left = data[from + (x > 0 ? x - 1 : 0)];
      const right = data[from + (x < width - 1 ? x + 1 : x)];
      line[x] = (left + 2 * data[from + x] + right) / 4;
    }
    if (y === 0) above = line;
    else {
      const to = (y - 1) * width;
      for (let x = 0; x < width; x++) data[to + x] = (above[x] + 2 * here[x] + line[x]) / 4;
      above = here;
    }
    here = line;
  }
}
