import { ImageError } from "../../base/errors.ts";
import { onError } from "../../base/on_error.ts";
import type { Progress } from "../../base/progress.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import { tracedStrokes } from "../../dataset/photos/writing/glyph.ts";
import type { Recognizer } from "../../recognizer.ts";
import { type DrawingPen, drawWithPen } from "./draw_with_pen.ts";

/** One digit of a data set, written with one pen and read. */
interface PenReading {
  /** Its number in the data set. */
  readonly index: number;
  readonly digit: string;
  readonly pen: string;
  /** The text; empty where no ink was found. */
  readonly read: string;
  readonly isRight: boolean;
}

interface ReadWithPensOptions {
  /** Where the hands come from: strokes follow the centre lines of its digits. */
  readonly digits: Dataset;
  readonly pens: Readonly<Record<string, DrawingPen>>;
  /** Digits of each class. */
  readonly perClass: number;
  readonly onProgress?: Progress;
}

/**
 * Has digits read, each written with every pen, so that pens are compared on the same digits: of each class the
 * first ones in which centre lines are found.
 *
 * @returns Readings digit by digit, and of each digit pen by pen.
 */
export async function readWithPens(
  { readPicture }: Pick<Recognizer, "readPicture">,
  { digits, pens, perClass, onProgress }: ReadWithPensOptions,
): Promise<PenReading[]> {
  const written = digits.classes.flatMap((_, label) =>
    digits.labels.keys().filter((i) => digits.labels[i] === label)
      .map((index) => ({ index, strokes: tracedStrokes(digits, index) }))
      .filter(({ strokes }) => strokes !== null && strokes.length > 0)
      .take(perClass).toArray()
  );
  const readings: PenReading[] = [];
  for (const { index, strokes } of written) {
    const digit = digits.classes[digits.labels[index]];
    for (const [pen, how] of Object.entries(pens)) {
      const picture = { ...drawWithPen(strokes!, how), scale: 1 };
      const read = await readPicture(picture)
        .then(({ reading }) => reading.text, onError(ImageError, () => ""));
      readings.push({ index, digit, pen, read, isRight: read === digit });
    }
    onProgress?.(readings.length, written.length * Object.keys(pens).length);
  }
  return readings;
}
