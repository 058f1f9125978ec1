import { argmax } from "./base/argmax.ts";
import { ImageError } from "./base/errors.ts";
import { classifyBy } from "./engine/classify_by.ts";
import type { Engine } from "./engine/engine.ts";
import { drawCentres, drawVotes } from "./finder/draw_found.ts";
import { type FinderSettings, SETTINGS } from "./finder/finder_settings.ts";
import type { RunFinder } from "./finder/look.ts";
import type { DecodedImage } from "./image/decode.ts";
import type { Box, GrayImage } from "./image/gray_image.ts";
import { prepareFramed } from "./image/prepare.ts";
import { layOut } from "./lay_out.ts";
import type { ModelCard } from "./model/card.ts";
import type { Evidence } from "./model/trust.ts";
import type { Character } from "./read_rows.ts";
import { inPicture, partAround, readView, type ViewOptions } from "./read_view.ts";
import type { DigitReading, Reading } from "./reading.ts";
import type { ReadingStep } from "./reading_step.ts";
import { surestView } from "./surest_view.ts";

/** How a picture is to be read. */
export interface ReadOptions {
  /** Take the picture for exactly one digit. */
  readonly single?: boolean;
  /** Take all ink for one sign, whatever it is: nothing is looked for, and the classifier's word alone counts. */
  readonly whole?: boolean;
  /** Told what each step saw, in order. */
  readonly onStep?: (step: ReadingStep) => void;
  /** Told of everything that the first reading took for a character on trial, that which was kept too. */
  readonly onTrial?: (trial: Trial) => void;
}

/** What a part of a picture reads as, were it a character. */
export interface Trial {
  /** Where it is, in pixels of the picture. */
  readonly box: Box;
  /** The likeliest class. */
  readonly guess: string;
  /** What speaks for it and against it. */
  readonly evidence: Evidence;
}

/** A reading, and what led to it. */
export interface DetailedReading {
  /** What is written in the picture. */
  readonly reading: Reading;
  /** For each digit, what the network saw: ink 1. */
  readonly inputs: readonly GrayImage[];
  /** For each digit, where that is: what all of its input shows, in pixels of the picture and fractions of
   * them; may reach past its sides. */
  readonly frames: readonly Box[];
  /** Columns of the picture, upright; the boxes lie in them. */
  readonly width: number;
  /** Its rows, likewise. */
  readonly height: number;
}

/** What {@linkcode readPicture} takes. */
export interface RecognizerParts {
  /** The classifier that is running. */
  readonly engine: Pick<Engine, "predict">;
  /** What its model says of itself: its classes, what it takes, and when it is trusted. */
  readonly card: Pick<ModelCard, "classes" | "input" | "threshold" | "trust" | "signs">;
  /** Finds the digits; never asked where a model takes pictures whole. */
  readonly finder: RunFinder;
  /** What decides between finder and answer; `SETTINGS` when left out. */
  readonly settings?: FinderSettings;
}

/** One character; box and frame in pixels of the decoded picture. */
interface Shown extends Pick<Character, "input" | "frame" | "probabilities" | "confidence"> {
  readonly box: Box;
}

/**
 * Reads a picture that is decoded already.
 *
 * Nothing here knows files, processes or a library: a browser reads with it too.
 *
 * @throws {ImageError} `no-ink` where nothing is written.
 */
export async function readPicture(
  picture: DecodedImage,
  { engine, card, finder, settings = SETTINGS }: RecognizerParts,
  options: ReadOptions = {},
): Promise<DetailedReading> {
  const classify = classifyBy(engine, card.classes);
  options.onStep?.({ name: "grey", image: picture });
  const rows = card.input.prepare === "resize" || options.whole
    ? [[await whole(picture)]]
    : await findRows(picture, options);
  const digits = rows.map((row) => row.map((one) => toDigit(one, inFile(one.box, picture))));
  const named = digits.map((row) => row.map(({ digit, box }) => ({ name: digit ?? "?", box })));
  return {
    reading: { text: layOut(named, settings), digits: digits.flat() },
    inputs: rows.flat().map(({ input }) => input),
    frames: rows.flat().map(({ frame }) => enlarge(frame, picture.scale)),
    ...sizeOfFile(picture),
  };

  /** A picture in which nothing is looked for: all of it is the digit. */
  async function whole(picture: GrayImage): Promise<Shown> {
    const box = { x: 0, y: 0, width: picture.width, height: picture.height };
    const framed = prepareFramed(picture, card.input);
    options.onStep?.({ name: "digit", image: framed.input });
    const [probabilities] = await classify([framed.input]);
    return { box, ...framed, probabilities, confidence: Math.max(...probabilities) };
  }

  async function findRows(
    picture: DecodedImage,
    { single = false, onStep, onTrial }: ReadOptions,
  ): Promise<Shown[][]> {
    const view = (options: ViewOptions) => readView(picture, { classify, card, finder }, options);
    const { found, rows } = await surestView(picture, view, {
      settings,
      threshold: card.threshold,
      single,
      onTrial: onTrial && (({ mark, probabilities, evidence }, found) =>
        onTrial({
          box: inFile(inPicture(mark.box, found), picture),
          guess: card.classes[argmax(probabilities)],
          evidence,
        })),
    });
    onStep?.({ name: "ink", image: found.look.ink });
    const kept = { ...found, marks: rows.flat().map(({ mark }) => mark) };
    onStep?.({ name: "centres", image: drawCentres(kept) });
    if (kept.marks.length === 0) {
      throw new ImageError(
        "no-ink",
        "no handwriting found: what there is on the picture was not taken for writing, or is too faint; " +
          "show digits alone, larger, or darker on a light ground",
      );
    }
    onStep?.({ name: "votes", image: drawVotes(kept) });
    rows.flat().forEach(({ input }) => onStep?.({ name: "digit", image: input }));
    return rows.map((row) =>
      row.map((one) => {
        const { mark: { box }, frame } = one;
        const ofFrame = { ...frame, x: box.x + frame.x, y: box.y + frame.y };
        return { ...one, box: inPicture(box, found), frame: inPicture(ofFrame, found) };
      })
    );
  }

  function toDigit({ probabilities, confidence }: Shown, box: Box): DigitReading {
    const best = argmax(probabilities);
    const trusted = confidence >= card.threshold;
    return {
      digit: trusted ? card.classes[best] : null,
      ...(trusted ? {} : { guess: card.classes[best] }),
      confidence,
      box,
      probabilities: Object.fromEntries(card.classes.map((name, i) => [name, probabilities[i]])),
    };
  }
}

function enlarge({ x, y, width, height }: Box, scale: number): Box {
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
}

/** The file's picture, in its pixels. */
function sizeOfFile({ width, height, scale, file }: DecodedImage): Pick<Box, "width" | "height"> {
  return file ?? { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** The whole pixels of the file's picture that hold a box of the picture that is worked on. */
function inFile(box: Box, picture: DecodedImage): Box {
  return partAround(enlarge(box, picture.scale), 0, sizeOfFile(picture));
}
