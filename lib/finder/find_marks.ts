import type { Box, GrayImage } from "../image/gray_image.ts";
import { resize } from "../image/resize.ts";
import { SETTINGS } from "./finder_settings.ts";
import { type Look, look, type RunFinder } from "./look.ts";
import { type FoundMark, readOut } from "./read_out.ts";

/** What was looked at last, and what was found in it. */
export interface Found {
  /** The part of the picture that was looked at, in its pixels. */
  readonly part: Box;
  /** Pixels that were looked at for one of the picture. */
  readonly scale: number;
  /** What was looked at. */
  readonly seen: GrayImage;
  readonly look: Look;
  /** In pixels of `seen`, in no order. */
  readonly marks: readonly FoundMark[];
}

/**
 * Finds the characters in a grey picture, dark on light or light on dark.
 *
 * All of it is looked at in few pixels first. Where digits turn out low, the written part is looked at once
 * more, as large as reading needs; where nothing turns up, all of it. Time and memory are bounded by
 * `SETTINGS`, whatever the picture's size.
 */
export async function findMarks(picture: GrayImage, run: RunFinder): Promise<Found> {
  const longest = Math.max(picture.width, picture.height);
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  const scale = longest < SETTINGS.firstLook
    ? Math.max(1, SETTINGS.smallest / longest)
    : SETTINGS.firstLook / longest;
  const first = await lookAt(picture, whole, scale, run);
  if (first.marks.length === 0) {
    const closer = Math.min(1, SETTINGS.emptyLook / longest);
    return closer > scale ? await lookAt(picture, whole, closer, run) : first;
  }
  const size = typicalSize(first.marks);
  if (size >= SETTINGS.lowDigit) return first;
  const part = writtenPart(first, size, whole);
  const closer = Math.min(
    scale * SETTINGS.wantedDigit / size,
    SETTINGS.secondLook / Math.max(part.width, part.height),
  );
  if (closer <= scale) return first;
  const second = await lookAt(picture, part, closer, run);
  return second.marks.length > 0 ? second : first;
}

async function lookAt(
  picture: GrayImage,
  part: Box,
  scale: number,
  run: RunFinder,
): Promise<Found> {
  const size = (length: number) => Math.max(1, Math.round(scale * length));
  const seen = scale === 1 && part.width === picture.width && part.height === picture.height
    ? picture
    : resize(picture, size(part.width), size(part.height), part);
  const seenLook = await look(seen, run);
  return { part, scale, seen, look: seenLook, marks: readOut(seenLook) };
}

/** The median size of the digits, or of all that was found where no digit is among it. */
function typicalSize(marks: readonly FoundMark[]): number {
  const digits = marks.filter(({ digit, sign }) => digit >= sign);
  const sizes = (digits.length > 0 ? digits : marks).map(({ size }) => size).sort((a, b) => a - b);
  return sizes[sizes.length >> 1];
}

/** Where the marks are, and a little more, in pixels of the picture. */
function writtenPart({ marks, scale, part }: Found, size: number, whole: Box): Box {
  const around = SETTINGS.around * size;
  const edge = (value: number, start: number, most: number) =>
    Math.min(most, Math.max(0, value / scale + start));
  const boxes = marks.map(({ box }) => box);
  const left = edge(Math.min(...boxes.map(({ x }) => x)) - around, part.x, whole.width);
  const top = edge(Math.min(...boxes.map(({ y }) => y)) - around, part.y, whole.height);
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + around;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + around;
  return {
    x: left,
    y: top,
    width: edge(right, part.x, whole.width) - left,
    height: edge(bottom, part.y, whole.height) - top,
  };
}
