/**
 * The front door: a picture's bytes in, a {@linkcode Reading} out.
 *
 * @module
 */
import type { Engine } from "./engine/engine.ts";
import { ImageError } from "./errors.ts";
import { decode, type DecodedImage } from "./image/decode.ts";
import type { Box, GrayImage } from "./image/gray_image.ts";
import { ink } from "./image/ink.ts";
import { inkBox, normalize } from "./image/normalize.ts";
import { prepare } from "./image/prepare.ts";
import { removeSpecks } from "./image/remove_specks.ts";
import type { ModelCard } from "./network/card.ts";
import type { DigitReading, Reading } from "./reading.ts";

/** How a picture is to be read. */
export interface ReadOptions {
  /** Take the picture for exactly one digit. */
  readonly single?: boolean;
}

/** A reading, and what led to it. */
export interface DetailedReading {
  readonly reading: Reading;
  /** For each digit, what the network saw: ink 1. */
  readonly inputs: readonly GrayImage[];
  /** Pixels of the picture, upright; the boxes lie in them. */
  readonly width: number;
  readonly height: number;
}

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
}

/** Makes a {@linkcode Recognizer} of a model that is running. */
export function createRecognizer(
  { engine, card }: { readonly engine: Engine; readonly card: ModelCard },
): Recognizer {
  const { width, height } = card.input;
  const recognizer: Recognizer = {
    async read(bytes, options) {
      return (await recognizer.readDetailed(bytes, options)).reading;
    },
    async readDetailed(bytes, _options) {
      const image = await decode(bytes);
      const found = findDigits(image, card.input);
      const pixels = new Float32Array(found.length * width * height);
      found.forEach(({ input }, i) => pixels.set(input.data, i * width * height));
      const probabilities = await engine.predict(pixels, found.length);
      const digits = found.map(({ box }, i) =>
        toDigit(
          probabilities.subarray(i * card.classes.length, (i + 1) * card.classes.length),
          scaleBox(box, image.scale),
          card,
        )
      );
      return {
        reading: { text: digits.map(({ digit }) => digit ?? "?").join(""), digits },
        inputs: found.map(({ input }) => input),
        width: Math.round(image.width * image.scale),
        height: Math.round(image.height * image.scale),
      };
    },
  };
  return recognizer;
}

interface Found {
  readonly box: Box;
  readonly input: GrayImage;
}

/** Where the digits are, and each as the network wants it. */
function findDigits(image: DecodedImage, input: ModelCard["input"]): Found[] {
  if (input.prepare === "resize") {
    const box = { x: 0, y: 0, width: image.width, height: image.height };
    return [{ box, input: prepare(image, input) }];
  }
  const writing = removeSpecks(ink(image));
  const box = inkBox(writing);
  if (!box) throw new ImageError("no-ink", "no ink found: there is nothing on the paper");
  return [{ box, input: normalize(writing, box) }];
}

function toDigit(probabilities: Float32Array, box: Box, card: ModelCard): DigitReading {
  const best = probabilities.indexOf(Math.max(...probabilities));
  const confidence = probabilities[best];
  const trusted = confidence >= card.threshold;
  return {
    digit: trusted ? card.classes[best] : null,
    ...(trusted ? {} : { guess: card.classes[best] }),
    confidence,
    box,
    probabilities: Object.fromEntries(card.classes.map((name, i) => [name, probabilities[i]])),
  };
}

function scaleBox(box: Box, scale: number): Box {
  const [x, y] = [Math.floor(box.x * scale), Math.floor(box.y * scale)];
  return {
    x,
    y,
    width: Math.ceil((box.x + box.width) * scale) - x,
    height: Math.ceil((box.y + box.height) * scale) - y,
  };
}
