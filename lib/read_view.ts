/** One view of a picture: what is found in it, and read. */
import { ImageError } from "./base/errors.ts";
import { geometricMean } from "./base/geometric_mean.ts";
import { findMarks, type Found } from "./finder/find_marks.ts";
import type { FinderSettings } from "./finder/finder_settings.ts";
import type { RunFinder } from "./finder/look.ts";
import { type FoundMark, joinMarks, readWhole, sureness } from "./finder/read_out.ts";
import type { Box, GrayImage } from "./image/gray_image.ts";
import { prepareFramed } from "./image/prepare.ts";
import { resize } from "./image/resize.ts";
import type { ModelCard } from "./model/card.ts";
import { type Character, readRows } from "./read_rows.ts";

/** What was found and read: rows from top to bottom, each from left to right. */
export interface View {
  readonly found: Found;
  readonly rows: readonly Character[][];
}

/** What {@linkcode readView} reads with. */
export interface ViewParts {
  /** Gives the probabilities of every class for each of the inputs. */
  readonly classify: (inputs: readonly GrayImage[]) => Promise<readonly Float32Array[]>;
  readonly card: Pick<ModelCard, "classes" | "input" | "trust" | "signs">;
  readonly finder: RunFinder;
}

/** How a picture is viewed. */
export interface ViewOptions {
  readonly settings: FinderSettings;
  /** Take all that is found for exactly one digit. */
  readonly single?: boolean;
  /** The part of the picture that is viewed, as if it ended there; all of it when left out. */
  readonly within?: Box;
  /** Told of everything that was taken for a character on trial, and of what was found when it was. */
  readonly onTrial?: (character: Character, found: Found) => void;
}

/** Finds the characters in a picture, and reads them. */
export async function readView(
  picture: GrayImage,
  { classify, card, finder }: ViewParts,
  { settings, single = false, within, onTrial }: ViewOptions,
): Promise<View> {
  const found = await findMarks(picture, finder, settings, within);
  const wanted = single ? { ...found, marks: together(found, settings) } : found;
  const isAloneAndSmall = found.scale > 1 && wanted.marks.length === 1;
  const rows = await readRows(wanted, {
    classify: isAloneAndSmall ? classifyBesidePixels : classify,
    trust: card.trust,
    signs: new Set(card.signs?.map((name) => card.classes.indexOf(name))),
    settings,
    asFound: single,
    onTrial: onTrial && ((character) => onTrial(character, found)),
  });
  return { found, rows };

  /**
   * What the finder made of a picture of few pixels is as coarse as they are: where it holds one character, these
   * pixels as they stand have the same say.
   */
  async function classifyBesidePixels(
    inputs: readonly GrayImage[],
    boxes: readonly Box[],
  ): Promise<Float32Array[]> {
    const asTheyStand = boxes.map((box) => framedAround(inPicture(box, found)));
    const said = await classify([...inputs, ...asTheyStand.filter((one) => one !== null)]);
    let next = inputs.length;
    return asTheyStand.map((one, i) => one ? geometricMean(said[i], said[next++]) : said[i]);
  }

  /** A box of the picture and a little around it as the classifier's input; null where it is all of one shade. */
  function framedAround(box: Box): GrayImage | null {
    const around = Math.max(1, settings.around * Math.max(box.width, box.height));
    const part = partAround(box, around, picture);
    try {
      return prepareFramed(resize(picture, part.width, part.height, part), card.input).input;
    } catch (error) {
      if (error instanceof ImageError) return null;
      throw error;
    }
  }
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
export function inPicture({ x, y, width, height }: Box, { part, seen }: Found): Box {
  // Not by `scale`: sides are rounded to whole pixels.
  const [across, down] = [part.width / seen.width, part.height / seen.height];
  return {
    x: part.x + x * across,
    y: part.y + y * down,
    width: width * across,
    height: height * down,
  };
}

/** The whole pixels of a picture that hold a box in it and so many pixels around it. */
export function partAround(
  box: Box,
  around: number,
  { width, height }: Pick<GrayImage, "width" | "height">,
): Box {
  const [x, y] = [box.x, box.y].map((from) => Math.max(0, Math.floor(from - around)));
  const right = Math.min(width, Math.ceil(box.x + box.width + around));
  const bottom = Math.min(height, Math.ceil(box.y + box.height + around));
  return { x, y, width: right - x, height: bottom - y };
}
