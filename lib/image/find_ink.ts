/**
 * The writing in a photograph: light that differs from place to place taken away, paper and ink told
 * apart.
 *
 * @module
 */
import { ImageError } from "../errors.ts";
import type { GrayImage } from "./gray_image.ts";
import { findPaper } from "./find_paper.ts";
import type { InkMap } from "./ink.ts";
import { histogram, quantile } from "./otsu.ts";
import { resize } from "./resize.ts";

/** Pixels of the longer side of the small picture in which the paper is looked for. */
const SMALL = 96;

/** Darker paper than this share of the usual is taken for that share, lest its noise become ink. */
const DARKEST_PAPER = 0.4;

/** Light ink on a ground that is less dark is compared with a ground that is as dark as this. */
const LEAST_GROUND = 0.4;

/** Ink that is missing to less than this share of the paper is none: the faintest pencil leaves more. */
const LEAST_CONTRAST = 0.12;

/** Contrast of the strongest strokes, in [0, 1] and seen from afar, below which there are none: 8 of 255. */
const LEAST_STRENGTH = 8 / 255;

/** How far the strongest strokes stand out from the grain of the paper: noise alone reaches 5, and creases a little more. */
const OVER_GRAIN = 9;

/** Noise of the paper, as a share of the strongest ink, beyond which a picture is smoothed. */
const GRAINY = 0.1;

/** Ink of a photograph. */
export interface FoundInk extends InkMap {
  /** Ink that the grain of the paper seldom passes, in [0, 1]; 0 on paper without any. */
  readonly noise: number;
  /** Whether ink could as well be what was taken for paper. */
  readonly doubtful: boolean;
  /** Share of the paper's light, in [0, 1], that the strongest ink takes. */
  readonly contrast: number;
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
 * @param known Whether ink is lighter than paper, where somebody knows.
 * @throws {ImageError} `no-ink` when the picture is all of one grey.
 */
export function findInk(picture: GrayImage, known?: boolean): FoundInk {
  const image = Math.max(picture.width, picture.height) > SMALL ? despeckle(picture) : picture;
  const { lightInk, doubtful, paper, strength, grain } = findPaper(shrink(image), known);
  if (strength < LEAST_STRENGTH || strength < OVER_GRAIN * grain) throw nothing();
  const sign = lightInk ? 1 : -1;
  const offset = lightInk ? 0 : 1;
  const usual = quantile(histogram(paper.data), 0.7);
  const least = Math.max(DARKEST_PAPER * usual, lightInk ? LEAST_GROUND : LEAST_STRENGTH);

  const { width, height } = image;
  const data = new Float32Array(width * height);
  // Of the nearest papers the darkest counts: a false edge of ink beside every shadow would be worse than
  // a stroke that loses some of its ink there.
  const columns = neighbours(width, paper.width);
  const rows = neighbours(height, paper.height);
  const clear = new Float32Array(width);
  const scale = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const a = rows[2 * y] * paper.width;
    const b = rows[2 * y + 1] * paper.width;
    // Many rows lie between the same two of the small picture.
    if (y === 0 || rows[2 * y] !== rows[2 * y - 2] || rows[2 * y + 1] !== rows[2 * y - 1]) {
      for (let x = 0; x < width; x++) {
        const p = columns[2 * x];
        const q = columns[2 * x + 1];
        const darkest = Math.min(
          Math.min(paper.data[a + p], paper.data[b + p]),
          Math.min(paper.data[a + q], paper.data[b + q]),
        );
        clear[x] = darkest - offset;
        scale[x] = 1 / Math.max(darkest, least);
      }
    }
    for (let x = 0, i = y * width; x < width; x++, i++) {
      data[i] = (clear[x] - sign * image.data[i]) * scale[x];
    }
  }
  let levels = measure(data);
  // Strokes of a picture this large are several pixels wide: what changes from pixel to pixel is grain.
  for (let pass = 0; pass < 2 && levels.noise > GRAINY && width > paper.width; pass++) {
    smooth(data, width, height);
    levels = measure(data);
  }
  const contrast = levels.most - levels.paper;
  if (contrast < LEAST_CONTRAST) throw nothing();
  const stretch = 1 / contrast;
  for (let i = 0; i < data.length; i++) {
    const value = (data[i] - levels.paper) * stretch;
    data[i] = value < 0 ? 0 : value > 1 ? 1 : value;
  }
  return { width, height, data, lightInk, doubtful, noise: levels.noise, contrast, paper };
}

/** Share of pixels that stand alone beyond which a picture is taken for peppered, pairs of them too. */
const PEPPERED = 0.005;

function nothing(): ImageError {
  return new ImageError(
    "no-ink",
    "no ink found: nothing stands out from the paper; write darker, or on a lighter ground",
  );
}

/** Single pixels that are darker or lighter than all that they touch brought to the nearest of these. */
function despeckle({ width, height, data }: GrayImage): GrayImage {
  const out = data.slice();
  let alone = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const value = data[i];
      const left = data[i - 1];
      const right = data[i + 1];
      const above = data[i - width];
      const below = data[i + width];
      if (value < left) {
        if (value >= right || value >= above || value >= below) continue;
        out[i] = Math.min(Math.min(left, right), Math.min(above, below));
      } else {
        if (value <= left || value <= right || value <= above || value <= below) continue;
        out[i] = Math.max(Math.max(left, right), Math.max(above, below));
      }
      if (Math.abs(value - out[i]) > 0.25) alone++;
    }
  }
  return alone > PEPPERED * data.length
    ? despecklePairs({ width, height, data: out })
    : { width, height, data: out };
}

/** Brings every pixel between the second least and the second greatest of its eight neighbours. */
function despecklePairs({ width, height, data }: GrayImage): GrayImage {
  const out = data.slice();
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      let least = Infinity;
      let second = Infinity;
      let most = -Infinity;
      let next = -Infinity;
      for (let k = 0; k < 8; k++) {
        const value = data[i + around[k]];
        second = Math.min(second, Math.max(least, value));
        least = Math.min(least, value);
        next = Math.max(next, Math.min(most, value));
        most = Math.max(most, value);
      }
      const value = data[i];
      out[i] = value < second ? second : value > next ? next : value;
    }
  }
  return { width, height, data: out };
}

function shrink(image: GrayImage): GrayImage {
  const scale = Math.min(1, SMALL / Math.max(image.width, image.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return resize(image, side(image.width), side(image.height));
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
  const last = width - 1;
  const weigh = (y: number, out: Float32Array) => {
    const row = data.subarray(y * width, (y + 1) * width);
    for (let x = 1; x < last; x++) out[x] = 0.25 * (row[x - 1] + 2 * row[x] + row[x + 1]);
    // Beyond the sides, the last pixel goes on.
    out[0] = 0.25 * (3 * row[0] + row[Math.min(1, last)]);
    out[last] = 0.25 * (row[Math.max(0, last - 1)] + 3 * row[last]);
    return out;
  };
  let [above, here, below] = [0, 0, 0].map(() => new Float32Array(width));
  weigh(0, here);
  above.set(here);
  for (let y = 0, i = 0; y < height; y++) {
    weigh(Math.min(y + 1, height - 1), below);
    for (let x = 0; x < width; x++, i++) data[i] = 0.25 * (above[x] + 2 * here[x] + below[x]);
    [above, here, below] = [here, below, above];
  }
}
