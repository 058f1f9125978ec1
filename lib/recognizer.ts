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
   * @param bytes Of its file: any common format.
   * @throws {ImageError} when it cannot be read, with the reason.
   * @throws {TypeError} for anything but a Uint8Array.
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
      if (!(bytes instanceof Uint8Array)) {
        const got = Object.prototype.toString.call(bytes).slice(8, -1);
        throw new TypeError(
          `a picture is given as a Uint8Array, the bytes of its file; got ${got}`,
        );
      }
      const picture = await decode(bytes, { maxSide: settings.picture });
      return await recognizer.readPicture(picture, options);
    },
    readPicture: (picture, options) => readPicture(picture, parts, options),
  };
  return recognizer;
}
