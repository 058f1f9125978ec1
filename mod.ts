/**
 * Digits for other programs: a picture's bytes in, what is written in it out.
 *
 * {@linkcode openRecognizer} opens the trained networks of this repository, or a model folder of your own, and
 * reads any picture. {@linkcode createRecognizer} puts a recognizer together of parts: another engine, other
 * {@linkcode SETTINGS}. Where something outside is wrong, a {@linkcode UserError} says what, and what would
 * work.
 *
 * @example Reads a stroke that is drawn here; a program would have a file's bytes
 * ```ts
 * import { encodePng, openRecognizer } from "./mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [width, height] = [60, 100];
 * const isInk = (x: number, y: number) => x >= 28 && x < 33 && y >= 20 && y < 80;
 * const data = Float32Array.from(
 *   { length: width * height },
 *   (_, i) => Number(isInk(i % width, Math.floor(i / width))),
 * );
 * const png = await encodePng({ width, height, data });
 *
 * const recognizer = await openRecognizer();
 * const { text, digits: [{ box, confidence }] } = await recognizer.read(png);
 * await recognizer.close();
 *
 * assert.equal(text, "1");
 * assert.ok(box.height > 50 && confidence > 0.5);
 * ```
 *
 * @module
 */
export {
  ImageError,
  type ImageErrorCode,
  ModelError,
  ServerDown,
  UserError,
} from "./lib/base/errors.ts";
export type { Engine } from "./lib/engine/engine.ts";
export { openEngine, type OpenEngineOptions } from "./lib/engine/open_engine.ts";
export type { RunOptions } from "./lib/engine/session.ts";
export { type FinderSettings, SETTINGS } from "./lib/finder/finder_settings.ts";
export type { RunFinder } from "./lib/finder/look.ts";
export { type OpenFinder, openFinder, type OpenFinderOptions } from "./lib/finder/open_finder.ts";
export { decode, type DecodedImage, type DecodeOptions } from "./lib/image/decode.ts";
export { encodePng } from "./lib/image/encode_png.ts";
export type { Box, GrayImage } from "./lib/image/gray_image.ts";
export type { NetworkInput, Preparation } from "./lib/image/prepare.ts";
export type { RgbImage } from "./lib/image/rgb_image.ts";
export type { Card, FinderCard, ModelCard, Score } from "./lib/model/card.ts";
export { readCard, readFinderCard } from "./lib/model/model_files.ts";
export type { Evidence, Trust } from "./lib/model/trust.ts";
export { type OpenRecognizer, openRecognizer } from "./lib/open_recognizer.ts";
export type { FileReading } from "./lib/read_file.ts";
export { readFiles, type ReadFilesOptions } from "./lib/read_files.ts";
export type { DigitReading, Reading } from "./lib/reading.ts";
export { type ReadingStep, type StepName, stepNames } from "./lib/reading_step.ts";
export type { DetailedReading, ReadOptions, RecognizerParts, Trial } from "./lib/read_picture.ts";
export { createRecognizer, type Recognizer } from "./lib/recognizer.ts";
