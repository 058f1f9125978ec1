/** The answer for a picture. */
import type { Box } from "./image/gray_image.ts";

/** One digit of a picture. */
export interface DigitReading {
  /** The class name, or null where the recognizer does not trust its own guess. */
  readonly digit: string | null;
  /** The best guess; there only when `digit` is null. */
  readonly guess?: string;
  /** How likely the best guess is right, in [0, 1]: what classifier and finder say, taken together. */
  readonly confidence: number;
  /** Where its ink is, in pixels of the source picture. */
  readonly box: Box;
  /** The classifier's probability of every class, by class name. */
  readonly probabilities: Readonly<Record<string, number>>;
}

/** Everything read in a picture. */
export interface Reading {
  /** The digits in reading order, `?` for one that is not trusted. */
  readonly text: string;
  /** Its characters in the same order. */
  readonly digits: readonly DigitReading[];
}
