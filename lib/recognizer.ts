/**
 * The front door: a picture's bytes in, a {@linkcode Reading} out.
 *
 * @module
 */
import type { Engine } from "./engine/engine.ts";
import { ImageError } from "./errors.ts";
import { decode } from "./image/decode.ts";
import { drawBoxes } from "./image/draw_boxes.ts";
import { type Writing, writtenInk } from "./image/find_writing.ts";
import type { Box, GrayImage } from "./image/gray_image.ts";
import { ink } from "./image/ink.ts";
import { findOtherwise, type LocatedWriting, locateWriting } from "./image/locate_writing.ts";
import { inkBox } from "./image/normalize.ts";
import { prepare } from "./image/prepare.ts";
import { removeSpecks } from "./image/remove_specks.ts";
import type { ModelCard } from "./network/card.ts";
import { type Classify, type FoundDigit, readLines, readSingle } from "./read_lines.ts";
import type { DigitReading, Reading } from "./reading.ts";

/** How a picture is to be read. */
export interface ReadOptions {
  /** Take the picture for exactly one digit. */
  readonly single?: boolean;
  /** Told what each step saw, in order: `grey`, `paper`, `ink`, `writing`, `boxes`, then each digit's input. */
  readonly onStep?: (name: string, image: GrayImage) => void;
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
  const classify = classifyWith({ engine, card });
  const recognizer: Recognizer = {
    async read(bytes, options) {
      return (await recognizer.readDetailed(bytes, options)).reading;
    },
    async readDetailed(bytes, options = {}) {
      const onDecode = (image: GrayImage) => options.onStep?.("grey", image);
      const locate = card.input.prepare === "resize" ? takeWhole : locateWriting;
      const located = await locate(bytes, onDecode);
      const { image } = located;
      const lines = located.found
        ? await readFound(located, options)
        : [[await readCutOut(image, options)]];
      const found = lines.flat();
      // Among much that is no digit, what looks like one is none either: a crease, a corner of a shadow.
      const threshold = 2 * sure(lines) >= found.length ? card.threshold : Infinity;
      const digits = found.map(({ box, probabilities }) =>
        toDigit(probabilities, scaleBox(box, image.scale), card.classes, threshold)
      );
      return {
        reading: { text: layOut(lines, digits), digits },
        inputs: found.map(({ input }) => input),
        width: Math.round(image.width * image.scale),
        height: Math.round(image.height * image.scale),
      };
    },
  };
  return recognizer;

  async function readCutOut(image: GrayImage, { onStep }: ReadOptions): Promise<FoundDigit> {
    const whole = { x: 0, y: 0, width: image.width, height: image.height };
    const input = prepare(image, card.input);
    const box = card.input.prepare === "resize" ? whole : inkBox(removeSpecks(ink(image)))!;
    onStep?.("digit-1", input);
    return { box, input, probabilities: (await classify([input]))[0] };
  }

  /** The digits of every line of a picture; where ink may be paper, of what reads better. */
  async function readFound(
    located: LocatedWriting,
    { single = false, onStep }: ReadOptions,
  ): Promise<FoundDigit[][]> {
    let found = located.found!;
    let lines = await readWriting(found.writing, single);
    const other = share(lines) < 1 ? findOtherwise(located) : null;
    const otherLines = other ? await readWriting(other.writing, single) : [];
    if (other && share(otherLines) > Math.max(0.5, share(lines))) {
      [found, lines] = [other, otherLines];
    }

    const { paper, lightInk } = found.ink;
    onStep?.("paper", lightInk ? paper : { ...paper, data: paper.data.map((light) => 1 - light) });
    onStep?.("ink", found.ink);
    onStep?.("writing", writtenInk(found.writing));
    if (found.writing.lines.length === 0) {
      throw new ImageError("no-ink", "no ink found: there is nothing on the paper");
    }
    onStep?.("boxes", drawBoxes(located.image, lines.flat().map(({ box }) => box)));
    lines.flat().forEach(({ input }, i) => onStep?.(`digit-${i + 1}`, input));
    return lines;
  }

  async function readWriting(writing: Writing, single: boolean): Promise<FoundDigit[][]> {
    if (writing.lines.length === 0) return [];
    return single
      ? [[await readSingle(writing, classify)]]
      : await readLines(writing, classify, card.threshold);
  }

  /** How many digits of all lines the network is sure of, and their share. */
  function sure(lines: readonly FoundDigit[][]): number {
    return lines.flat().filter(({ probabilities }) => Math.max(...probabilities) >= card.threshold)
      .length;
  }

  function share(lines: readonly FoundDigit[][]): number {
    return sure(lines) / Math.max(1, lines.flat().length);
  }
}

/** What `readLines` asks: normalised pictures in, the probabilities of a model that is running out. */
export function classifyWith(
  { engine, card }: { readonly engine: Pick<Engine, "predict">; readonly card: ModelCard },
): Classify {
  const { width, height } = card.input;
  return async (inputs) => {
    if (inputs.length === 0) return [];
    const pixels = new Float32Array(inputs.length * width * height);
    inputs.forEach(({ data }, i) => pixels.set(data, i * width * height));
    const probabilities = await engine.predict(pixels, inputs.length);
    const classes = card.classes.length;
    return inputs.map((_, i) => probabilities.subarray(i * classes, (i + 1) * classes));
  };
}

/** A picture in which nothing is looked for: all of it is the digit. */
async function takeWhole(
  bytes: Uint8Array,
  onDecode: (image: GrayImage) => void,
): Promise<LocatedWriting> {
  const image = await decode(bytes);
  onDecode(image);
  return { image, found: null };
}

/** Wider than this, in heights of a digit, a gap is a space. */
const SPACE = 0.75;

/** The digits as text: lines as they are in the picture, a space where there is a wide gap. */
function layOut(lines: readonly FoundDigit[][], digits: readonly DigitReading[]): string {
  let n = 0;
  return lines.map((line) => {
    const heights = line.map(({ box }) => box.height).sort((a, b) => a - b);
    const height = heights[heights.length >> 1];
    return line.map(({ box }, i) => {
      const name = digits[n++].digit ?? "?";
      if (i === 0) return name;
      const before = line[i - 1].box;
      return (box.x - before.x - before.width > SPACE * height ? " " : "") + name;
    }).join("");
  }).join("\n");
}

function toDigit(
  probabilities: Float32Array,
  box: Box,
  classes: readonly string[],
  threshold: number,
): DigitReading {
  const best = probabilities.indexOf(Math.max(...probabilities));
  const confidence = probabilities[best];
  const trusted = confidence >= threshold;
  return {
    digit: trusted ? classes[best] : null,
    ...(trusted ? {} : { guess: classes[best] }),
    confidence,
    box,
    probabilities: Object.fromEntries(classes.map((name, i) => [name, probabilities[i]])),
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
