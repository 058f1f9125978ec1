import { ImageError } from "../base/errors.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { countDuplicates } from "../dataset/duplicates.ts";
import { reasonOf, type Unreadable } from "../dataset/folder.ts";
import type { Reading } from "../reading.ts";
import type { Recognizer } from "../recognizer.ts";
import type { EvaluateOptions, Evaluation } from "./evaluate.ts";
import { measure } from "./metrics.ts";

interface EvaluateFilesOptions
  extends Pick<Recognizer, "read">, Pick<EvaluateOptions, "train" | "onProgress"> {
  /** Files of one character each. */
  readonly files: readonly string[];
  /** What they show, in their order, with the classes of the model. */
  readonly test: Dataset;
}

/** A picture that was misread. */
interface Misread {
  readonly file: string;
  readonly truth: string;
  readonly answer: string;
  /** How sure the recognizer was of its answer, in [0, 1]. */
  readonly confidence: number;
}

/** How files are read; the metrics are of the likeliest class, trusted or not. */
export interface FilesEvaluation extends Evaluation {
  /** Pictures whose likeliest class is not trusted: `?` is what people are answered. */
  readonly untrusted: number;
  /** In the order of the files. */
  readonly misread: readonly Misread[];
  /** Files in which no ink was found: no metric counts them. */
  readonly inkless: readonly string[];
  /** Files that were removed or changed since they were listed: no metric counts them. */
  readonly unreadable: readonly Unreadable[];
}

/**
 * Measures a recognizer on files that show one character each, whatever paper it stands on.
 *
 * They are read as `predict --single` reads them, so that the figures are those of what people get.
 *
 * @throws {RangeError} when no file has ink.
 */
export async function evaluateFiles(
  { read, files, test, train, onProgress }: EvaluateFilesOptions,
): Promise<FilesEvaluation> {
  const { classes } = test;
  const probabilities: number[] = [];
  const labels: number[] = [];
  const misread: Misread[] = [];
  const inkless: string[] = [];
  const unreadable: Unreadable[] = [];
  let untrusted = 0;
  for (const [i, file] of files.entries()) {
    let reading: Reading;
    try {
      reading = await read(await Deno.readFile(file), { single: true });
    } catch (error) {
      if (error instanceof ImageError && error.code === "no-ink") inkless.push(file);
      else unreadable.push({ file, reason: reasonOf(error) });
      continue;
    } finally {
      onProgress?.(i + 1, files.length);
    }
    const [{ digit, guess, confidence, probabilities: row }] = reading.digits;
    const [truth, answer] = [classes[test.labels[i]], digit ?? guess!];
    probabilities.push(...classes.map((name) => row[name]));
    labels.push(test.labels[i]);
    if (digit === null) untrusted++;
    if (answer !== truth) misread.push({ file, truth, answer, confidence });
  }
  return {
    ...measure(Float32Array.from(probabilities), labels, classes),
    duplicates: train ? countDuplicates(test, train) : null,
    ...{ classes, untrusted, misread, inkless, unreadable },
  };
}
