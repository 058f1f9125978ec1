/** Which parts of a row are characters: the classifier has a word where the finder is not sure. */
import { type FinderSettings, SETTINGS } from "./finder_settings.ts";
import type { Found } from "./find_marks.ts";
import { type FoundMark, joinMarks, middlesOf, readOut } from "./read_out.ts";

/** Neighbours in a row, one or more, taken for one character. */
export interface Run {
  /** Where in the row it begins, and how many parts it has. */
  readonly first: number;
  readonly count: number;
  readonly mark: FoundMark;
}

/** A run, and the probability that it is a digit and read right. */
export type ReadRun = Run & { readonly confidence: number };

/**
 * What was found, cut finer: places too faint for a middle get their own ink too.
 *
 * Where there are none it is what was found.
 */
export function partsOf(found: Found, settings: FinderSettings = SETTINGS): readonly FoundMark[] {
  const finer = { ...settings, middle: settings.part };
  const [sure, all] = [settings, finer].map((one) => middlesOf(found.look, one).length);
  return all > sure ? readOut(found.look, finer) : found.marks;
}

/** Whether a character is there whatever the classifier says. */
export function isSure({ digit, sign }: FoundMark, settings: FinderSettings = SETTINGS): boolean {
  return digit >= settings.middle || sign >= settings.signMiddle;
}

/** Each part of a row by itself. */
export function aloneOf(row: readonly FoundMark[]): Run[] {
  return row.map((mark, first) => ({ mark, first, count: 1 }));
}

/** Runs of two parts and more that a row may hold, of which one at least is not a digit for sure. */
export function runsOf(alone: readonly ReadRun[], settings: FinderSettings = SETTINGS): Run[] {
  const isInDoubt = alone.map((run) => !isDigit(run, settings));
  return alone.flatMap((_, first) =>
    Array.from({ length: settings.mostParts - 1 }, (_, n) => n + 2)
      .filter((count) => first + count <= alone.length)
      .filter((count) => isInDoubt.slice(first, first + count).includes(true))
      .map((count) => ({
        first,
        count,
        mark: joinMarks(alone.slice(first, first + count).map(({ mark }) => mark)),
      }))
  );
}

/**
 * The likeliest way to take a row for characters: parts alone, in runs or, if they are faint, left out.
 *
 * It is found from left to right (Viterbi 1967), as in the segmentation graphs of LeCun et al. 1998. A
 * faint part is a digit of its own only where the row shows one for sure: in words nearly all are strokes
 * of letters.
 *
 * @param alone Every part by itself, from left to right.
 * @param runs Those of several parts.
 * @returns What was chosen of both, from left to right.
 */
export function segment<T extends ReadRun>(
  alone: readonly T[],
  runs: readonly T[],
  settings: FinderSettings = SETTINGS,
): T[] {
  const hasDigits = alone.some((run) => isDigit(run, settings));
  const ways: { score: number; runs: T[] }[] = [{ score: 0, runs: [] }];
  alone.forEach((part, i) => {
    const isKept = isSure(part.mark, settings);
    // Together they are a digit or nothing.
    const ending = runs.filter(({ first, count, confidence }) =>
      first + count === i + 1 && confidence >= settings.likely
    );
    const next = (isKept || hasDigits ? [part, ...ending] : ending).map((run) => {
      const before = ways[run.first];
      return { score: before.score + logOf(chance(run)), runs: [...before.runs, run] };
    });
    if (!isKept) {
      const score = ways[i].score + logOf(1 - part.confidence);
      next.push({ score, runs: ways[i].runs });
    }
    ways.push(next.reduce((a, b) => b.score > a.score ? b : a));
  });
  return ways[alone.length].runs;
}

/** That a run is what it is taken for: a digit that is read or, if it is one part, a sign. */
function chance({ count, confidence, mark }: ReadRun): number {
  const sign = count === 1 ? mark.sign : 0;
  return confidence + (1 - confidence) * sign;
}

/** Whether a part is found for sure and reads as a digit. */
function isDigit({ mark, confidence }: ReadRun, settings: FinderSettings): boolean {
  return isSure(mark, settings) && confidence >= settings.likely;
}

/** The logarithm of a probability; none counts as less than one in a million. */
const logOf = (share: number) => Math.log(Math.max(1e-6, share));
