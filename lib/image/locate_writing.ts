import { ImageError } from "../errors.ts";
import { decode, type DecodedImage } from "./decode.ts";
import { findInk, type FoundInk } from "./find_ink.ts";
import { findWriting, type Writing } from "./find_writing.ts";
import { isCutOut, isSmall } from "./prepare.ts";
import { resize } from "./resize.ts";

/** Longest side, in pixels, that is looked at first. */
const QUICK_SIDE = 448;

/** Lower digits, in pixels, are looked at more closely: the network sees 20, and a little more must be there to choose from. */
const LEAST_HEIGHT = 24;

/** Times that a small picture of several digits is enlarged. */
const ENLARGED = 4;

/** Ink, and what of it is writing. */
export interface FoundWriting {
  readonly ink: FoundInk;
  readonly writing: Writing;
}

/** A picture, and where its writing is. */
export interface LocatedWriting {
  /** At the size that is worked on. */
  readonly image: DecodedImage;
  /** Null where the picture is one digit cut out. */
  readonly found: FoundWriting | null;
}

/**
 * Finds the writing in a picture's file.
 *
 * From coarse to fine: most pictures show their digits large enough that fewer pixels do. Where a line
 * turns out small, or none is found, the picture is taken as large as `decode` gives it.
 *
 * @param onDecode Told the picture that is worked on, also where nothing is found in it.
 * @throws {ImageError} as `decode` and `findInk` do.
 */
export async function locateWriting(
  bytes: Uint8Array,
  onDecode?: (image: DecodedImage) => void,
): Promise<LocatedWriting> {
  const quick = await decode(bytes, { maxSide: QUICK_SIDE });
  const isWhole = quick.scale === 1;
  const located = isWhole || isSmall(quick) ? null : orNull(() => locate(quick));
  if (located && isLarge(located)) {
    onDecode?.(quick);
    return located;
  }
  const image = isWhole ? quick : await decode(bytes);
  onDecode?.(image);
  return locate(image);
}

function isLarge({ found }: LocatedWriting): boolean {
  const lines = found?.writing.lines ?? [];
  return lines.length > 0 && lines.every(({ height }) => height >= LEAST_HEIGHT);
}

function locate(image: DecodedImage): LocatedWriting {
  if (isCutOut(image)) return { image, found: null };
  const enough = isSmall(image) ? enlarge(image) : image;
  return { image: enough, found: find(enough) };
}

function enlarge(image: DecodedImage): DecodedImage {
  const larger = resize(image, ENLARGED * image.width, ENLARGED * image.height);
  return { ...larger, scale: image.scale / ENLARGED };
}

function find(image: DecodedImage, lightInk?: boolean): FoundWriting {
  const ink = findInk(image, lightInk);
  return { ink, writing: findWriting(ink) };
}

/**
 * The same picture with what was taken for paper as its ink, where that may be: in a shadow's edge, or where
 * digits fill a sheet on a desk. Null where there is no doubt, and where nothing stands out.
 */
export function findOtherwise({ image, found }: LocatedWriting): FoundWriting | null {
  return found?.ink.doubtful ? orNull(() => find(image, !found.ink.lightInk)) : null;
}

function orNull<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof ImageError && error.code === "no-ink") return null;
    throw error;
  }
}
