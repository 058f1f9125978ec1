import { quantile } from "./base/quantile.ts";
import { digitInk } from "./finder/digit_ink.ts";
import type { Found } from "./finder/find_marks.ts";
import { type FinderSettings, SETTINGS } from "./finder/finder_settings.ts";
import type { FoundMark } from "./finder/read_out.ts";
import { readingOrder } from "./finder/reading_order.ts";
import { aloneOf, isSure, partsOf, type Run, runsOf, segment } from "./finder/segment.ts";
import type { Box, GrayImage } from "./image/gray_image.ts";
import { type FramedDigit, frameDigit } from "./image/normalize.ts";
import { gapsOf } from "./lay_out.ts";
import { ALONE, confidenceOf, type Evidence, type Trust } from "./model/trust.ts";

/** A character, or what was taken for one on trial. */
export interface Character extends Run, FramedDigit {
  /** What it said: of every class. */
  readonly probabilities: Float32Array;
  readonly evidence: Evidence;
  readonly confidence: number;
}

/** What {@linkcode readRows} takes. */
export interface ReadRowsOptions {
  /** Gives the probabilities of every class for each of the inputs, which were seen in these boxes. */
  readonly classify: (
    inputs: readonly GrayImage[],
    boxes: readonly Box[],
  ) => Promise<readonly Float32Array[]>;
  readonly trust?: Trust;
  /** Places of the classes that are no digits: how sure these are is the classifier's word alone. */
  readonly signs?: ReadonlySet<number>;
  readonly settings?: FinderSettings;
  /** Each mark is one character: none is cut, joined or left out. */
  readonly asFound?: boolean;
  /** Told of everything that was taken for a character on trial, that which was kept too. */
  readonly onTrial?: (character: Character) => void;
}

/** What was found, read: rows from top to bottom, each from left to right. */
export async function readRows(
  found: Found,
  { classify, trust, signs = new Set(), settings = SETTINGS, asFound = false, onTrial }:
    ReadRowsOptions,
): Promise<Character[][]> {
  // Where nothing is sure, what was found is the best guess there is.
  const isOpen = !asFound && found.marks.some((mark) => isSure(mark, settings));
  const parts = isOpen ? partsOf(found, settings) : found.marks;
  const order = readingOrder(parts, settings, (mark) => isSure(mark, settings));
  const alone = await show(order.map(aloneOf));
  const others = alone.flat().filter(({ mark }) => isSure(mark, settings));
  const typical = quantile(others.map(({ mark }) => mark.box.height), 0.5);
  const words = order.map((row) => wordsOf(row, settings));
  const single = alone.map((row, n) => row.map((one) => judge(one, n)));
  const joined = await show(isOpen ? single.map((row) => runsOf(row, settings)) : []);
  const runs = joined.map((row, n) => row.map((run) => judge(run, n)));
  if (onTrial) [...single, ...runs].flat().forEach(onTrial);
  if (!isOpen) return single;
  return single.map((row, n) => segment(row, runs[n], settings)).filter((row) => row.length > 0);

  /** What the classifier says of characters, all of them at once. */
  async function show(rows: readonly Run[][]): Promise<Shown[][]> {
    const marks = rows.flat().map(({ mark }) => mark);
    const framed = marks.map((mark) => frameDigit(digitInk(found, mark, settings)));
    const inputs = framed.map(({ input }) => input);
    const boxes = marks.map(({ box }) => box);
    const probabilities = inputs.length > 0 ? await classify(inputs, boxes) : [];
    let n = 0;
    return rows.map((row) =>
      row.map((run) => ({ ...run, ...framed[n], probabilities: probabilities[n++] }))
    );
  }

  /** How sure a run of a row is, in the company of all that is not part of it. */
  function judge(run: Shown, row: number): Character {
    const { mark, first, count, probabilities } = run;
    const members = order[row].slice(first, first + count);
    const isInWord = (i: number) =>
      words[row][i] >= words[row][first] && words[row][i] <= words[row][first + count - 1];
    const word = alone[row].filter((_, i) => (i < first || i >= first + count) && isInWord(i));
    const company = others.filter((other) => !members.includes(other.mark)).map(bestOf);
    const { width, height } = mark.box;
    const [best, second = 0] = probabilities.toSorted().reverse();
    const evidence = {
      best,
      second,
      digit: mark.digit,
      sign: mark.sign,
      misfit: Math.abs(Math.log(mark.size / Math.max(width, height))),
      unlike: others.length === 0 ? 0 : Math.abs(Math.log(height / typical)),
      company: meanOr(ALONE.company, company),
      wordDigits: meanOr(ALONE.wordDigits, word.map(({ mark: { digit, sign } }) => digit - sign)),
      wordBest: meanOr(ALONE.wordBest, word.map(bestOf)),
      alone: Number(company.length === 0),
      others: Math.log(1 + company.length),
      joints: count - 1,
      aspect: Math.min(2, width / height),
      enlarged: Math.max(0, Math.log(found.scale)),
    };
    // What the finder knows is digits; of signs that a model was taught, the model alone knows.
    const isSign = signs.has(probabilities.indexOf(best));
    const confidence = isSign ? best : confidenceOf(evidence, trust);
    return { ...run, evidence, confidence };
  }
}

/** For each part of a row the number of its word: a gap that is surely a space ends one. */
function wordsOf(row: readonly FoundMark[], { usualGap, space }: FinderSettings): number[] {
  const gaps = gapsOf(row.map(({ box }) => box));
  let word = 0;
  return row.map((_, i) => i > 0 && gaps[i - 1] > usualGap + space ? ++word : word);
}

/** The mean of values, or something else where there are none. */
const meanOr = (none: number, values: readonly number[]) =>
  values.length > 0 ? values.reduce((sum, value) => sum + value) / values.length : none;

type Shown = Run & FramedDigit & Pick<Character, "probabilities">;

const bestOf = ({ probabilities }: Shown) => Math.max(...probabilities);
