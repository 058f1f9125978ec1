/** What a digit looks like that is drawn on a screen: with a mouse, a finger or a paint program's brush. */
import type { Random } from "../../../base/random.ts";
import { drawStrokes, type Stroke } from "../../../image/draw_strokes.ts";
import type { GrayImage } from "../../../image/gray_image.ts";
import { inkBox } from "../../../image/ink_box.ts";
import { resize } from "../../../image/resize.ts";
import type { Dataset } from "../../dataset.ts";
import { boundsOf, grown } from "../../area.ts";
import { followWithMouse } from "../../follow_with_mouse.ts";
import { resample } from "../../resample.ts";
import { leanStrokes, mapPoints, slantOf } from "../../reshape_strokes.ts";
import {
  type AlphabetName,
  alphabets,
  designHand,
  drawAlphabet,
  withPlainOnes,
  writeSign,
} from "../../stroke_designs.ts";
import { loopsIn, SAMPLES, shapeGlyph, strokeGlyph, tracedStrokes } from "../writing/glyph.ts";
import { drawSlant, slantOfOne } from "../writing/hand.ts";
import { INKED, inkGlyphs } from "../writing/ink.ts";
import { inkArea } from "../writing/placed_glyph.ts";

/** One drawn character, cut out without a margin. */
export interface Stamp {
  readonly sign: string;
  readonly isDigit: boolean;
  readonly image: GrayImage;
}

/** Draws some character, a digit about `height` pixels high, at least 8, and hardly broader than `breadth`. */
export type DrawingTool = (height: number, breadth: number, random: Random) => Stamp;

/**
 * A pen or a brush at random, and the hand that leads it: the same all over a picture.
 *
 * @param signs Share of the characters, from 0 to 1, that are no digits: letters, signs and scribbles.
 */
export function drawTool(digits: Dataset, random: Random, signs = 0): DrawingTool {
  const hard = random.chance(0.45);
  // The pen's diameter in heights of a digit; in pixels it is 1 at least.
  const share = random.logUniform(0.004, MOST_PEN);
  return signs === 0 && random.chance(0.3)
    ? brush(digits, share, hard, random)
    : pen(drawStrokeWriter(digits, signs, random), share, hard, random);
}

/** The broadest pen, in heights of a digit: a finger on a small screen. */
const MOST_PEN = 0.3;

/** How far a hand strays at most, slowly and quickly, in pixels: standard deviations. */
const [MOST_DRIFT, MOST_TREMOR] = [3, 1.2];

/** A hand that strays closes what a pen this many times as broad would close. */
const STRAYING = 1.1;

/**
 * The wished pen, or a finer one that leaves open what loops the finest does: who sees a digit become a blot takes a
 * finer pen.
 *
 * @param radiusOf A pen's radius in em.
 */
function keepLoops(
  field: Float32Array,
  { wished, finest }: { readonly wished: number; readonly finest: number },
  radiusOf = (pen: number) => pen,
): number {
  const loops = loopsIn(field, radiusOf(finest));
  let pen = wished;
  while (pen > finest && loopsIn(field, STRAYING * radiusOf(pen)) < loops) pen *= 0.9;
  return Math.max(finest, pen);
}

/** A round pen that follows lines. */
function pen(write: StrokeWriter, share: number, hard: boolean, random: Random): DrawingTool {
  // Some programs smooth what a hand draws: a one may be a perfect line.
  const isSmooth = random.chance(0.3);
  const drift = isSmooth ? 0 : random.uniform(0.002, 0.02);
  const tremor = isSmooth ? 0 : random.uniform(0, 0.007);
  // A mouse that is asked seldom leaves corners.
  const corners = !isSmooth && random.chance(0.2) ? random.uniform(0.1, 0.25) : null;
  const shear = isSmooth ? 0 : drawSlant(random);
  const unsteady = isSmooth ? 0.2 : 1;
  const draw: DrawingTool = (height, breadth, lot) => {
    const { sign, isDigit, strokes } = write(lot);
    const lean = {
      shear: shear + 0.05 * unsteady * lot.normal(),
      turn: 0.06 * unsteady * lot.normal(),
    };
    const leaning = leanStrokes(strokes, lean);
    const { left, top, right, bottom } = boundsOf(leaning.flat());
    const across = right - left;
    // Signs keep their size beside a digit: a dash is not as high, a slash is higher.
    const isSign = alphabets.signs.classes.includes(sign);
    const down = isSign ? 1 : Math.max(isDigit ? 0 : 0.9, bottom - top);
    const scaleOf = (diameter: number) =>
      Math.max(
        1,
        Math.min((height - diameter) / down, (breadth - diameter) / Math.max(across, 0.01)),
      );
    const wished = Math.max(1, share * height);
    // A loop has to be a pixel wide to be seen.
    const diameter = !isDigit ? wished : keepLoops(
      strokeGlyph(sign, leaning).field,
      { wished, finest: 1 },
      (pixels) => (pixels + 1) / 2 / scaleOf(pixels),
    );
    const scale = scaleOf(diameter);
    const room = Math.ceil(diameter / 2 + 0.1 * height + 2);
    const way = mapPoints(leaning, ({ x, y }) => ({
      x: scale * (x - left) + room,
      y: scale * (y - top) + room,
    }));
    // Long lines are drawn faster, not more shakily.
    const hand = {
      drift: Math.min(MOST_DRIFT, drift * height),
      tremor: Math.min(MOST_TREMOR, tremor * height),
      grid: hard ? 1 : 0.25,
    };
    const drawn = followWithMouse(way, hand, lot)
      .map((stroke) => corners === null ? stroke : resample(stroke, corners * height));
    const image = drawStrokes(drawn, {
      width: Math.ceil(scale * across) + 2 * room,
      height: Math.ceil(scale * Math.max(down, bottom - top)) + 2 * room,
      pen: diameter,
      antialias: !hard,
    });
    // A fine pen's dot may fall between two pixels.
    if (image.data.every((share) => share < INKED)) return draw(height, breadth, lot);
    return { sign, isDigit, image: trim(image) };
  };
  return draw;
}

/** A brush, broader where it is pressed: shapes as in the dataset. */
function brush(digits: Dataset, share: number, hard: boolean, random: Random): DrawingTool {
  const shear = drawSlant(random);
  const keeps = random.chance(0.5);
  return (height, breadth, lot) => {
    for (;;) {
      const glyph = shapeGlyph(digits, lot.integer(digits.size));
      const own = keeps ? slantOfOne(glyph) : 0;
      const loose = { glyph, x: 0, y: 0, size: 1, shear: shear + own + 0.05 * lot.normal() };
      const wanted = keepLoops(glyph.field, { wished: share / 2, finest: glyph.finest });
      const seen = inkArea(loose, wanted);
      // A dataset may hold a blank picture.
      if (!seen) continue;
      // Ink goes on for up to a sample beyond the outermost one that has any.
      const area = grown(seen, 1 / SAMPLES);
      const zoom = Math.min(height / (area.bottom - area.top), breadth / (area.right - area.left));
      // Two pixels on each side, for the pen may have to be broader than it is wished for.
      const [left, top] = [2 - area.left * zoom, 2 - area.top * zoom];
      const view = {
        width: Math.ceil((area.right - area.left) * zoom) + 4,
        height: Math.ceil((area.bottom - area.top) * zoom) + 4,
        zoom,
        toPicture: [zoom, 0, left, 0, zoom, top, 0, 0, 1],
        toSheet: [1, 0, -left, 0, 1, -top, 0, 0, zoom],
      };
      const radius = Math.max(wanted, 0.5 / zoom);
      const { ink } = inkGlyphs([{ ...loose, area }], radius, view);
      if (hard) ink.forEach((value, i) => ink[i] = value >= 0.5 ? 1 : 0);
      return { sign: glyph.sign, isDigit: true, image: trim({ ...view, data: ink }) };
    }
  };
}

/** Gives the strokes of some character, in em. */
type StrokeWriter = (
  random: Random,
) => Pick<Stamp, "sign" | "isDigit"> & { readonly strokes: readonly Stroke[] };

/** Writes digits, and others among them. */
function drawStrokeWriter(digits: Dataset, signs: number, random: Random): StrokeWriter {
  const write = drawDigitWriter(digits, random);
  if (signs === 0) return write;
  // Alone, a dash or a bracket is as good as a one.
  const names: AlphabetName[] = ["capitals", "small", "doodles"];
  if (signs < 1) names.push("signs");
  const writers = names.map((name) => alphabetWriter(name, random.fork(name)));
  // What looks most like a digit among digits.
  if (signs < 1) writers.push(alphabetWriter("signs", random.fork("slash"), "/"));
  return (lot) => lot.chance(signs) ? lot.pick([...writers, scribble])(lot) : write(lot);
}

/** Writes any character of an alphabet at random, or always the same. */
function alphabetWriter(name: AlphabetName, random: Random, only?: string): StrokeWriter {
  const hand = designHand(random, name);
  const place = only === undefined ? null : alphabets[name].classes.indexOf(only);
  return (lot) => {
    const index = place ?? lot.integer(hand.length);
    const isDigit = name === "digits" || name === "schools";
    return { sign: alphabets[name].classes[index], isDigit, strokes: writeSign(hand, index, lot) };
  };
}

/** A line to and fro, of more turns than any digit has. */
const scribble: StrokeWriter = (random) => {
  const turns = 6 + random.integer(10);
  const isZigzag = random.chance(0.5);
  const [wide, high] = [random.uniform(0.3, 1.2), random.uniform(0.5, 1)];
  const stroke = Array.from({ length: turns }, (_, i) => ({
    x: wide * (isZigzag ? (i + random.uniform(-0.3, 0.3)) / turns : random.uniform()),
    y: high * (isZigzag ? (i % 2 + random.uniform(-0.3, 0.3)) : random.uniform()),
  }));
  return { sign: "scribble", isDigit: false, strokes: [resample(stroke, 0.02)] };
};

function drawDigitWriter(digits: Dataset, random: Random): StrokeWriter {
  const write = drawAnyWriter(digits, random);
  const toOne = (strokes: Stroke[]) => ({ sign: "1", isDigit: true, strokes });
  return withPlainOnes(write, toOne, random.fork("ones"));
}

function drawAnyWriter(digits: Dataset, random: Random): StrokeWriter {
  if (random.chance(0.3)) {
    return alphabetWriter(drawAlphabet(random.fork("alphabet")), random.fork("hand"));
  }
  // The dataset's digits lean, each as its writer did. Half of the hands write them upright.
  const isUpright = random.chance(0.5);
  return (lot) => {
    for (;;) {
      const index = lot.integer(digits.size);
      const traced = tracedStrokes(digits, index);
      // Some digits are no lines; another one is taken.
      if (traced && traced.length > 0) {
        const strokes = isUpright ? leanStrokes(traced, { shear: slantOf(traced) }) : traced;
        return { sign: digits.classes[digits.labels[index]], isDigit: true, strokes };
      }
    }
  };
}

/** Cuts off what has no ink. */
function trim(image: GrayImage): GrayImage {
  const box = inkBox(image, INKED)!;
  return resize(image, box.width, box.height, box);
}
