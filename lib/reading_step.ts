import type { GrayImage } from "./image/gray_image.ts";
import type { RgbImage } from "./image/rgb_image.ts";

/** The steps of reading a picture, in order; the last comes once for every digit. */
export const stepNames = ["grey", "ink", "centres", "votes", "digit"] as const;

/**
 * Which step of reading a picture it is:
 * - `grey`: the picture, as it is worked on;
 * - `ink`: of what was looked at last, how likely each pixel is ink of handwriting;
 * - `centres`: the same part, with a ring round the middle of each character;
 * - `votes`: its ink, in the colour of the character that it points to;
 * - `digit`: a character as the classifier got it.
 */
export type StepName = typeof stepNames[number];

/** What one step of reading a picture saw. */
export interface ReadingStep {
  /** Which step it was. */
  readonly name: StepName;
  /** What it saw: grey, and coloured where it is drawn for people, in `centres` and `votes`. */
  readonly image: GrayImage | RgbImage;
}
