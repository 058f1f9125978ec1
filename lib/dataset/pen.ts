/**
 * The pen set: digits, or other signs, drawn with a mouse, 64x64, a thin black pen on white.
 *
 * It imitates the data of a report that worked on about 1,000 such drawings by one person. A seed is a
 * person: their letterforms, slant and size are drawn at random first, then every drawing by itself.
 */
import { clamp } from "../base/clamp.ts";
import type { Progress } from "../base/progress.ts";
import { createRandom, type Random } from "../base/random.ts";
import { requireCount } from "../base/require_count.ts";
import { drawStrokes, type Stroke } from "../image/draw_strokes.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { toBytes } from "../image/shares.ts";
import { type Dataset, membersOf, pictureAt } from "./dataset.ts";
import { followWithMouse } from "./follow_with_mouse.ts";
import { loadMnist } from "./mnist.ts";
import { fitStrokes, leanStrokes } from "./reshape_strokes.ts";
import { type AlphabetName, alphabets, designHand, writeSign } from "./stroke_designs.ts";
import { traceStrokes } from "./trace_strokes.ts";

/**
 * Where the strokes come from: `design` is one person writing digits of this project's own design;
 * `mnist` follows the centre lines of MNIST's training digits, each by another person.
 */
export const strokeSources = ["design", "mnist"] as const;
export type StrokeSource = typeof strokeSources[number];

/** What {@linkcode drawPenSet} takes. */
export interface PenSetOptions {
  /** Which person, and which drawings of theirs; 1 when left out. */
  readonly seed?: number;
  /** Drawings of each digit; 100 when left out. A smaller set has the first drawings of a larger one. */
  readonly perClass?: number;
  /** `design` when left out. */
  readonly source?: StrokeSource;
  /** What is written; digits when left out. `mnist` has nothing else. */
  readonly alphabet?: AlphabetName;
  /** How far this person's letterforms lie from the copybook's, in heights: see `designHand`. Not of `mnist`. */
  readonly habit?: number;
  readonly onProgress?: Progress;
}

/** Pixels of a drawing, both ways, and of the margin that stays white. */
const SIDE = 64;
const MARGIN = 4;

/** Standard deviations from person to person, and of one person from drawing to drawing. */
const spread = {
  person: { slant: 0.07, breadth: 0.08, size: 2 },
  drawing: { slant: 0.05, breadth: 0.07, size: 3, turn: 0.06, place: 2.5 },
};

/**
 * Draws a pen set: `perClass` pictures of `0`, then of `1`, and so on. The same seed draws the same set.
 *
 * @throws {DataError} when the source is `mnist` and its files are missing or damaged.
 * @throws {RangeError} when `perClass` is not a whole number from 1 up, or the source is `mnist` and the
 *   alphabet is another than its own or a habit is named.
 */
export async function drawPenSet(options: PenSetOptions = {}): Promise<Dataset> {
  const { seed = 1, perClass = 100, source = "design", alphabet = "digits", habit, onProgress } =
    options;
  requireCount("perClass", perClass);
  if (source === "mnist" && alphabet !== "digits") {
    throw new RangeError(`MNIST has strokes of digits alone, none of ${alphabet}`);
  }
  if (source === "mnist" && habit !== undefined) {
    throw new RangeError("MNIST's strokes are as they are: a habit goes with the source design");
  }
  const person = createRandom(seed).fork("pen");
  const write = source === "design"
    ? designWriter(person, alphabet, habit)
    : mnistWriter(await loadMnist("train"));
  const hand = drawPenHand(person.fork("hand"));
  const { classes } = alphabets[alphabet];
  const size = classes.length * perClass;
  const images = new Uint8Array(size * SIDE * SIDE);
  const labels = Uint8Array.from({ length: size }, (_, i) => Math.floor(i / perClass));
  for (let i = 0; i < size; i++) {
    const random = person.fork(`${labels[i]}/${i % perClass}`);
    const { data } = draw(write(labels[i], random), hand, random);
    images.set(toBytes(data), i * SIDE * SIDE);
    onProgress?.(i + 1, size);
  }
  return { images, labels, classes, size, width: SIDE, height: SIDE };
}

/** Gives the strokes of a sign, in any unit, y downward. */
type Writer = (sign: number, random: Random) => Stroke[];

function designWriter(person: Random, alphabet: AlphabetName, habit?: number): Writer {
  const hand = designHand(person.fork("letterforms"), alphabet, habit);
  return (sign, random) => writeSign(hand, sign, random);
}

function mnistWriter(mnist: Dataset): Writer {
  const members = membersOf(mnist);
  return (digit, random) => {
    for (;;) {
      const image = pictureAt(mnist, random.pick(members[digit]));
      const strokes = traceStrokes(image);
      if (tellsAll(strokes, image)) return strokes;
    }
  };
}

/** Whether strokes alone redraw the picture; they do not where a loop is filled in with ink. */
function tellsAll(strokes: readonly Stroke[], image: GrayImage): boolean {
  const ink = image.data.reduce((sum, value) => sum + value, 0);
  const length = strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0);
  const { width, height } = image;
  const drawn = drawStrokes(strokes, { width, height, pen: Math.max(1, ink / length) });
  let [both, either] = [0, 0];
  drawn.data.forEach((value, i) => {
    both += Math.min(value, image.data[i]);
    either += Math.max(value, image.data[i]);
  });
  return both / either > 0.78;
}

/** What is the same in all of one person's drawings, beside the letterforms; `size` is their longer side. */
function drawPenHand(random: Random) {
  return {
    slant: 0.04 + spread.person.slant * random.normal(),
    breadth: Math.exp(spread.person.breadth * random.normal()),
    size: 44 + spread.person.size * random.normal(),
  };
}

type PenHand = ReturnType<typeof drawPenHand>;

function draw(strokes: readonly Stroke[], hand: PenHand, random: Random): GrayImage {
  const antialias = random.chance(0.5);
  const pen = antialias ? random.uniform(1.2, 3) : random.pick([1, 2, 2, 3]);
  const { slant, turn, breadth } = spread.drawing;
  const leaning = leanStrokes(strokes, {
    shear: hand.slant + slant * random.normal(),
    breadth: hand.breadth * Math.exp(breadth * random.normal()),
    turn: turn * random.normal(),
  });
  const placed = placeInFrame(leaning, hand, random);
  // A program without antialiasing knows whole pixels only; one with it samples the mouse more finely.
  const drawn = followWithMouse(placed, { grid: antialias ? 0.25 : 1 }, random);
  return drawStrokes(drawn, { width: SIDE, height: SIDE, pen, antialias });
}

/** Brings strokes to a size and a place near the middle, inside the frame. */
function placeInFrame(strokes: readonly Stroke[], hand: PenHand, random: Random): Stroke[] {
  const most = SIDE - 2 * MARGIN;
  const wanted = hand.size + spread.drawing.size * random.normal();
  return fitStrokes(strokes, clamp(wanted, most / 2, most), (length) => {
    const room = (most - length) / 2;
    return SIDE / 2 + clamp(spread.drawing.place * random.normal(), -room, room);
  });
}
