import { argmax } from "./base/argmax.ts";
import { ImageError } from "./base/errors.ts";
import { classifyBy } from "./engine/classify_by.ts";
import type { Engine } from "./engine/engine.ts";
import { drawCentres, drawVotes } from "./finder/draw_found.ts";
import { findMarks, type Found } from "./finder/find_marks.ts";
import { type FinderSettings, scaleLooks, SETTINGS } from "./finder/finder_settings.ts";
import type { RunFinder } from "./finder/look.ts";
import { type FoundMark, joinMarks, readWhole, sureness } from "./finder/read_out.ts";
import type { DecodedImage } from "./image/decode.ts";
import type { Box, GrayImage } from "./image/gray_image.ts";
import { prepareFramed } from "./image/prepare.ts";
import { resize } from "./image/resize.ts";
import { unionBox } from "./image/union_box.ts";
import { geometricMean } from "./base/geometric_mean.ts";
import { layOut } from "./lay_out.ts";
import type { ModelCard } from "./model/card.ts";
import type { Evidence } from "./model/trust.ts";
import { type Character, readRows } from "./read_rows.ts";
import type { DigitReading, Reading } from "./reading.ts";
import type { ReadingStep } from "./reading_step.ts";

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
    const first = await readMarks(picture, settings, { single, onTrial });
    const again = scaleLooks(settings, settings.again);
    const surest = first.certainty < settings.doubt
      ? surer(first, await readMarks(picture, again, { single }), settings)
      : first;
    const { found, rows } = await seeOtherwise(surest, picture, single) ?? surest;
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

  /**
   * A picture in which some character is not trusted, seen from farther off, or as if it ended with what was
   * found, if all in it is surely read then: the ends of a large digit lie far from its middle, and a dark canvas
   * in a light window has a light and shade of its own.
   */
  async function seeOtherwise(
    { found, rows }: ReadMarks,
    picture: DecodedImage,
    single: boolean,
  ): Promise<ReadMarks | undefined> {
    if (rows.flat().every(({ confidence }) => confidence >= card.threshold)) return undefined;
    const boxes = rows.flat().map(({ mark }) => inPicture(mark.box, found));
    const longest = Math.max(...boxes.map(({ width, height }) => Math.max(width, height)));
    const part = partAround(unionBox(boxes), settings.narrow * longest, picture);
    const views = [
      () => readMarks(picture, scaleLooks(settings, settings.farther), {}),
      () => readMarks(picture, settings, {}, part),
    ];
    for (const view of views) {
      const seen = await view();
      const { length } = seen.rows.flat();
      const isSure = ({ confidence }: Character) => confidence >= settings.convinced;
      if (length > 0 && seen.rows.flat().every(isSure) && (length === 1 || !single)) return seen;
    }
    return undefined;
  }

  /** What there is in a picture, looked at by these settings, and how sure the least sure of it is. */
  async function readMarks(
    picture: DecodedImage,
    settings: FinderSettings,
    { single, onTrial }: Pick<ReadOptions, "single" | "onTrial">,
    within?: Box,
  ): Promise<ReadMarks> {
    const found = await findMarks(picture, finder, settings, within);
    const wanted = single ? { ...found, marks: together(found, settings) } : found;
    const isAloneAndSmall = found.scale > 1 && wanted.marks.length === 1;

    /**
     * What the finder made of a picture of few pixels is as coarse as they are: where it holds one character, these
     * pixels as they stand have the same say.
     */
    async function classifyBesidePixels(
      inputs: readonly GrayImage[],
      boxes: readonly Box[],
    ): Promise<Float32Array[]> {
      const asTheyStand = boxes.map((box) => framedAround(inPicture(box, found), picture));
      const said = await classify([...inputs, ...asTheyStand.filter((one) => one !== null)]);
      let next = inputs.length;
      return asTheyStand.map((one, i) => one ? geometricMean(said[i], said[next++]) : said[i]);
    }

    const rows = await readRows(wanted, {
      classify: isAloneAndSmall ? classifyBesidePixels : classify,
      trust: card.trust,
      signs: new Set(card.signs?.map((name) => card.classes.indexOf(name))),
      settings,
      asFound: single,
      onTrial: onTrial && (({ mark, probabilities, evidence }) =>
        onTrial({
          box: inFile(inPicture(mark.box, found), picture),
          guess: card.classes[argmax(probabilities)],
          evidence,
        })),
    });
    return { found, rows, ...certaintyOf(rows.flat()) };
  }

  /** A box of the picture and a little around it as the classifier's input; null where it is all of one shade. */
  function framedAround(box: Box, picture: GrayImage): GrayImage | null {
    const part = partAround(box, settings.around * Math.max(box.width, box.height), picture);
    try {
      return prepareFramed(resize(picture, part.width, part.height, part), card.input).input;
    } catch (error) {
      if (error instanceof ImageError) return null;
      throw error;
    }
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

/** What was found and read, and how sure that is. */
interface ReadMarks {
  readonly found: Found;
  readonly rows: readonly Character[][];
  /** Of the character that is least surely right, or no digit; 1 where there is none. */
  readonly certainty: number;
  /** The logarithm of the probability that all of them are, were they independent. */
  readonly logCertainty: number;
}

function certaintyOf(
  characters: readonly Character[],
): Pick<ReadMarks, "certainty" | "logCertainty"> {
  const each = characters.map(({ confidence }) => Math.max(confidence, 1 - confidence));
  return {
    certainty: Math.min(1, ...each),
    logCertainty: each.reduce((sum, certainty) => sum + Math.log(certainty), 0),
  };
}

/** Of two readings the surer one; the first where the other shows nothing, or is hardly surer. */
function surer(first: ReadMarks, other: ReadMarks, { hardly }: FinderSettings): ReadMarks {
  const isSurer = other.logCertainty > first.logCertainty + hardly;
  return isSurer && other.rows.length > 0 ? other : first;
}

/** All that was found as one character; where nothing is sure, all ink, for some digit there is. */
function together(found: Found, settings: FinderSettings): FoundMark[] {
  const sure = found.marks.filter((mark) => sureness(mark) >= settings.middle);
  if (sure.length > 0) return [joinMarks(sure)];
  const whole = readWhole(found.look, settings);
  // Noise and scribbles would pass for a digit if it counted for more that there is said to be one.
  return whole ? [{ ...whole, digit: settings.said, sign: 1 - settings.said }] : [];
}

/** A box in what was looked at, in pixels of the picture. */
function inPicture({ x, y, width, height }: Box, { part, seen }: Found): Box {
  // Not by `scale`: sides are rounded to whole pixels.
  const [across, down] = [part.width / seen.width, part.height / seen.height];
  return {
    x: part.x + x * across,
    y: part.y + y * down,
    width: width * across,
    height: height * down,
  };
}

/** The whole pixels of a picture that hold a box in it and so many pixels around it, at least one. */
function partAround(box: Box, margin: number, picture: GrayImage): Box {
  const around = Math.max(1, margin);
  const [x, y] = [box.x, box.y].map((from) => Math.max(0, Math.floor(from - around)));
  const right = Math.min(picture.width, Math.ceil(box.x + box.width + around));
  const bottom = Math.min(picture.height, Math.ceil(box.y + box.height + around));
  return { x, y, width: right - x, height: bottom - y };
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
  const { width, height } = sizeOfFile(picture);
  const { x: left, y: top, ...sides } = enlarge(box, picture.scale);
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  return {
    x,
    y,
    width: Math.min(width, Math.ceil(left + sides.width)) - x,
    height: Math.min(height, Math.ceil(top + sides.height)) - y,
  };
}
