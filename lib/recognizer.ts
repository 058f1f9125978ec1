/** The front door: a picture's bytes in, a {@linkcode Reading} out. */
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

/**
 * Makes a {@linkcode Recognizer} of models that are running.
 *
 * @example Never looks twice, which is faster and finds fewer small digits
 * ```ts
 * import { openEngine } from "./engine/open_engine.ts";
 * import { SETTINGS } from "./finder/finder_settings.ts";
 * import { openFinder } from "./finder/open_finder.ts";
 * import { drawStrokes } from "./image/draw_strokes.ts";
 * import { encodePng } from "./image/encode_png.ts";
 * import { createRecognizer } from "./recognizer.ts";
 * import assert from "node:assert/strict";
 *
 * const stroke = [{ x: 30, y: 20 }, { x: 30, y: 80 }];
 * const png = await encodePng(drawStrokes([stroke], { width: 60, height: 100, pen: 5 }));
 *
 * const { engine, card } = await openEngine({ model: "models/digits" });
 * const finder = await openFinder();
 * const settings = { ...SETTINGS, secondLook: 0 };
 * const recognizer = createRecognizer({ engine, card, finder: finder.run, settings });
 * const { text } = await recognizer.read(png);
 * await Promise.all([engine.close(), finder.close()]);
 * assert.equal(text, "1");
 * ```
 */
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
