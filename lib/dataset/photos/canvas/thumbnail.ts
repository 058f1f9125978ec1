/** Pictures as data sets and thumbnails are: 8 to 64 pixels a side, one character or none, whole or corrupted. */
import type { Random } from "../../../base/random.ts";
import type { GrayImage } from "../../../image/gray_image.ts";
import { inkBox } from "../../../image/ink_box.ts";
import { resize } from "../../../image/resize.ts";
import { toShares } from "../../../image/shares.ts";
import {
  blots,
  blur,
  fade,
  grain,
  lines,
  negate,
  specks,
  unevenLight,
} from "../../augment/corruptions.ts";
import { drawBlot, drawNoise, drawScribble, drawSign } from "../../augment/draw_negative.ts";
import { type Dataset, imageAt } from "../../dataset.ts";
import type { Photo, PhotoOptions } from "../../photos.ts";
import { INKED } from "../writing/ink.ts";
import { readAs } from "../writing/truth.ts";

/** What is shown, ink 1: at first as it was drawn, then corrupted. */
interface Content {
  readonly sign: string;
  readonly isDigit: boolean;
  readonly ink: GrayImage;
  readonly seen: GrayImage;
}

/** Corruptions of a picture of few pixels: all but `cover` and `coarsen`. */
const CORRUPTIONS = [blur, fade, unevenLight, grain, specks, blots, lines, negate];

/** The shortest and the longest side of a picture, in pixels. */
const [SHORTEST, LONGEST] = [8, 64];

/** Draws a digit, or now and then a sign, a scribble, a blot or noise. */
export function drawThumbnail({ digits, random }: Pick<PhotoOptions, "digits" | "random">): Photo {
  const content = drawContent(digits, random.fork("content"));
  const { sign, isDigit, ink, seen } = sample(content, random.fork("size"));
  const { width, height } = ink;
  const box = inkBox(ink, INKED);
  const owner = Uint8Array.from(ink.data, (share) => box && share > 0 ? 1 : 0);
  const marks = box ? [{ sign, isDigit, box }] : [];
  const [ground, pen] = drawGreys(random.fork("greys"));
  const data = new Uint8Array(3 * seen.data.length);
  seen.data.forEach((share, i) =>
    data.fill(Math.round(ground + share * (pen - ground)), 3 * i, 3 * i + 3)
  );
  const truth = { text: marks.map(readAs).join(""), marks, ink: ink.data, owner };
  return { picture: { width, height, data }, truth, degradations: [], jpegQuality: null };
}

function drawContent(digits: Dataset, random: Random): Content {
  const size = digits.width;
  const isDigit = random.chance(0.8);
  const index = random.integer(digits.size);
  const others = { sign: drawSign, scribble: drawScribble, blot: drawBlot, noise: drawNoise };
  const sign = isDigit
    ? digits.classes[digits.labels[index]]
    : random.pick(["sign", "scribble", "scribble", "blot", "noise"] as const);
  const drawn = isDigit
    ? toShares(imageAt(digits, index))
    : others[sign as keyof typeof others](size, random);
  const seen = drawn.slice();
  if (random.chance(0.5)) {
    for (let n = 1 + random.integer(2); n > 0; n--) random.pick(CORRUPTIONS)(seen, size, random);
  }
  // Noise is no ink, however dark it is.
  const ink = sign === "noise" ? new Float32Array(drawn.length) : drawn;
  const asImage = (data: Float32Array) => ({ width: size, height: size, data });
  return { sign, isDigit, ink: asImage(ink), seen: asImage(seen) };
}

/** Changes the number of pixels: as it is, enlarged, or cut out and made small. */
function sample(content: Content, random: Random): Content {
  const way = random.uniform();
  if (way < 0.4) return content;
  const { ink, seen } = content;
  if (way < 0.6) {
    const side = Math.round(random.logUniform(ink.width, LONGEST));
    return { ...content, ink: resize(ink, side, side), seen: resize(seen, side, side) };
  }
  const all = { x: 0, y: 0, width: ink.width, height: ink.height };
  const box = inkBox(ink, INKED) ?? all;
  const side = Math.round(random.logUniform(SHORTEST, ink.width));
  const longest = Math.max(box.width, box.height);
  // Data sets of few pixels stretch their digits to fill the square.
  const stretch = random.uniform();
  const length = (own: number) => Math.max(SHORTEST, Math.round(side * (own / longest) ** stretch));
  const [width, height] = [length(box.width), length(box.height)];
  const level = random.chance(0.4) ? random.uniform(0.3, 0.5) : null;
  const small = (image: GrayImage): GrayImage => {
    const { data } = resize(image, width, height, box);
    const hard = level === null ? data : data.map((share) => Number(share > level));
    return { width, height, data: hard };
  };
  return { ...content, ink: small(ink), seen: small(seen) };
}

/** Grey levels of the ground and of full ink: light on black as in MNIST, the other way round, or any. */
function drawGreys(random: Random): [ground: number, pen: number] {
  const way = random.uniform();
  if (way < 0.4) return [0, 255];
  if (way < 0.8) return [255, 0];
  const [ground, contrast] = [random.uniform(0, 255), random.uniform(60, 255)];
  return [ground, ground > 127 ? Math.max(0, ground - contrast) : Math.min(255, ground + contrast)];
}
