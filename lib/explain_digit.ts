/**
 * Why a digit was read as it was: what on it speaks for the answer, for the runner-up, and against them.
 *
 * Places are covered with paper, and what the classifier then says is watched (Zeiler and Fergus, "Visualizing
 * and Understanding Convolutional Networks", 2014).
 */
import { argmax } from "./base/argmax.ts";
import { classifyBy } from "./engine/classify_by.ts";
import type { Engine } from "./engine/engine.ts";
import { covered, hasInk, meanOfCovers, squaresOver } from "./image/covers.ts";
import type { Box, GrayImage } from "./image/gray_image.ts";
import { inkBox } from "./image/ink_box.ts";
import type { ModelCard } from "./model/card.ts";

/** Where on a digit something is. */
export type Place = typeof PLACES[number][number];

/** Rows from top to bottom, each from left to right. */
const PLACES = [
  ["top-left", "top", "top-right"],
  ["left", "middle", "right"],
  ["bottom-left", "bottom", "bottom-right"],
] as const;

/** What speaks for a class and against it. */
export interface ClassEvidence {
  readonly name: string;
  /** The probability of the class, nothing covered. */
  readonly probability: number;
  /**
   * For each pixel of the input, how much the network's score of the class falls when its surroundings are
   * covered: above 0 where the ink speaks for the class, below where it speaks against. A fall by 1 makes the
   * class e times less likely beside all others.
   */
  readonly map: GrayImage;
  /** The ninth of the digit that speaks most for the class, and against it; null where none does. */
  readonly mostFor: Place | null;
  readonly mostAgainst: Place | null;
}

/** The ninth of a digit without which its answer is least likely. */
export interface DecisivePlace {
  readonly place: Place;
  /** Its ninth, in pixels of the input. */
  readonly box: Box;
  /** The probability of the answer without it. */
  readonly probability: number;
  /** The likeliest class without it. */
  readonly likeliest: string;
}

/** What {@linkcode explainDigit} found. */
export interface Explanation {
  readonly answer: ClassEvidence;
  readonly rival: ClassEvidence;
  /** Null where no ninth moves the answer. */
  readonly decisive: DecisivePlace | null;
}

/** What {@linkcode explainDigit} takes. */
export interface ExplainParts {
  readonly engine: Pick<Engine, "predict">;
  readonly card: Pick<ModelCard, "classes">;
}

/** From a square that covers a picture to the next, as a share of its longer side; squares are twice as wide. */
const STEP = 2 / 28;

/** Pictures in one run: none takes long, so that other work can be done in between. */
const BATCH = 8;

/** By how much a ninth must lower the answer's probability to be named. */
const MOVES = 0.1;

/** The change of a score below which nothing is said of it: one that makes a class three times as likely. */
const SPEAKS = Math.log(3);

/** Ink that counts towards the box of which the ninths are. */
const STROKE = 0.2;

/** Probabilities below this, and so below a float's full precision, count as it. */
const LEAST = 1e-38;

/**
 * Says what on a digit speaks for its likeliest class and for the next one.
 *
 * @param input As the classifier sees it: ink 1.
 * @returns The same for the same input. The classifier is asked of 235 pictures of 28 x 28 at most.
 */
export async function explainDigit(
  input: GrayImage,
  { engine, card: { classes } }: ExplainParts,
): Promise<Explanation> {
  const longer = Math.max(input.width, input.height);
  const step = Math.max(1, Math.round(STEP * longer));
  const squares = squaresOver(input, { side: 2 * step, step });
  const ninths = ninthsOf(input);
  const boxes = [...squares, ...ninths.map(({ box }) => box)];
  const inked = boxes.filter((box) => hasInk(input, box));
  const [whole, ...without] = await classify([input, ...inked.map((box) => covered(input, box))]);
  const said = new Map(inked.map((box, i) => [box, without[i]]));
  const after = (box: Box) => said.get(box) ?? whole;

  const order = [...classes.keys()].sort((a, b) => whole[b] - whole[a]);
  const [answer, rival] = order.slice(0, 2).map(evidenceOf);
  return { answer, rival, decisive: decisiveOf(order[0]) };

  function evidenceOf(label: number): ClassEvidence {
    const drop = (box: Box) => fitOf(whole, label) - fitOf(after(box), label);
    const drops = ninths.map(({ box }) => drop(box));
    const [most, least] = [Math.max(...drops), Math.min(...drops)];
    return {
      name: classes[label],
      probability: whole[label],
      map: meanOfCovers(input, squares, squares.map(drop)),
      mostFor: most > SPEAKS ? ninths[drops.indexOf(most)].place : null,
      mostAgainst: least < -SPEAKS ? ninths[drops.indexOf(least)].place : null,
    };
  }

  function decisiveOf(label: number): DecisivePlace | null {
    const left = ninths.map(({ box }) => after(box)[label]);
    const probability = Math.min(...left);
    if (!(whole[label] - probability >= MOVES)) return null;
    const { place, box } = ninths[left.indexOf(probability)];
    const now = after(box);
    return { place, box, probability, likeliest: classes[argmax(now)] };
  }

  /** Probabilities of all classes for each picture. */
  async function classify(images: readonly GrayImage[]): Promise<Float32Array[]> {
    const classifySome = classifyBy(engine, classes);
    const rows: Float32Array[] = [];
    for (let start = 0; start < images.length; start += BATCH) {
      rows.push(...await classifySome(images.slice(start, start + BATCH)));
    }
    return rows;
  }
}

/** The ninths of a digit; thirds of one that is far longer than wide, or wider than long. */
function ninthsOf(input: GrayImage): { place: Place; box: Box }[] {
  const all = inkBox(input, STROKE);
  if (!all) return [];
  const parts = (length: number, other: number) => length < other / 2 ? [1] : [0, 1, 2];
  const [columns, rows] = [parts(all.width, all.height), parts(all.height, all.width)];
  const cut = (start: number, length: number, k: number, of: number) => {
    const at = (n: number) => start + Math.round(n * length / of);
    return of === 1 ? [start, length] : [at(k), at(k + 1) - at(k)];
  };
  return rows.flatMap((row) =>
    columns.map((column) => {
      const [x, width] = cut(all.x, all.width, column, columns.length);
      const [y, height] = cut(all.y, all.height, row, rows.length);
      return { place: PLACES[row][column], box: { x, y, width, height } };
    })
  );
}

/**
 * What the network holds of a class before its softmax, less the mean over all classes.
 *
 * A probability near 1 hardly changes whatever is done to a picture, and the odds of one class are those of all
 * others turned round; this says of each class by itself how well the picture fits.
 */
function fitOf(probabilities: Float32Array, label: number): number {
  const logarithm = (p: number) => Math.log(Math.max(LEAST, p));
  const sum = probabilities.reduce((sum, p) => sum + logarithm(p), 0);
  return logarithm(probabilities[label]) - sum / probabilities.length;
}
