/**
 * The front door: a picture's bytes in, a {@linkcode Reading} out.
 *
 * @module
 */
import { SETTINGS } from "./finder/finder_settings.ts";
import { decode, type DecodedImage } from "./image/decode.ts";
import {
  type DetailedReading,
  type ReadOptions,
  readPicture,
  type RecognizerParts,
} from "./read_picture.ts";
import type { Reading } from "./reading.ts";

/** Reads pictures with one model. */
export interface Recognizer {
  /**
   * Reads a picture.
   *
   * @throws {ImageError} when it cannot be read, with the reason.
   */
  read(bytes: Uint8Array, options?: ReadOptions): Promise<Reading>;
  /** The same, with what led to it. */
  readDetailed(bytes: Uint8Array, options?: ReadOptions): Promise<DetailedReading>;
  /** The same of a picture that is decoded already. */
  readPicture(picture: DecodedImage, options?: ReadOptions): Promise<DetailedReading>;
}

/** Makes a {@linkcode Recognizer} of models that are running. */
export function createRecognizer(parts: RecognizerParts): Recognizer {
  const { settings = SETTINGS } = parts;
  const recognizer: Recognizer = {
    async read(bytes, options) {
      return (await recognizer.readDetailed(bytes, options)).reading;
    },
    async readDetailed(bytes, options) {
      const picture = await decode(bytes, { maxSide: settings.picture });
      return await recognizer.readPicture(picture, options);
    },
    readPicture: (picture, options) => readPicture(picture, parts, options),
  };
  return recognizer;
}
