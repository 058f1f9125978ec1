import { clamp } from "../base/clamp.ts";
import { quantile } from "../base/quantile.ts";
import type { Box, GrayImage } from "../image/gray_image.ts";
import { inkBox } from "../image/ink_box.ts";
import { resize } from "../image/resize.ts";
import { unionBox } from "../image/union_box.ts";
import { workingSide } from "../image/working_side.ts";
import { type FinderSettings, SETTINGS } from "./finder_settings.ts";
import { type Look, look, type RunFinder } from "./look.ts";
import { type FoundMark, readOut, readWhole, sureness } from "./read_out.ts";

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
 * All of it is looked at in few pixels first, larger where nothing turns up, and larger again where what turns
 * up is unsure, or so small that others may have been missed. Where digits are still small, the written part is
 * looked at as large as reading needs. Where nothing is found in the end, the surest guess counts. The settings
 * bound time and memory, whatever the picture's size.
 *
 * @param within The part of the picture that is looked at, as if it ended there; all of it when left out.
 */
export async function findMarks(
  picture: GrayImage,
  run: RunFinder,
  settings: FinderSettings = SETTINGS,
  within: Box = { x: 0, y: 0, width: picture.width, height: picture.height },
): Promise<Found> {
  const lookAt = async (part: Box, scale: number): Promise<Found> => {
    const size = (length: number) => Math.max(1, Math.round(scale * length));
    const seen = scale === 1 && part.width === picture.width && part.height === picture.height
      ? picture
      : resize(picture, size(part.width), size(part.height), part);
    const seenLook = await look(seen, run);
    return { part, scale, seen, look: seenLook, marks: readOut(seenLook, settings) };
  };
  const side = workingSide(within);
  const scale = side < settings.firstLook
    ? Math.max(1, settings.smallest / side)
    : settings.firstLook / side;
  const looks = [await lookAt(within, scale)];
  const lookCloser = async (most: number) => {
    const closer = Math.min(1, most / side);
    if (closer > looks.at(-1)!.scale) looks.push(await lookAt(within, closer));
  };
  if (looks[0].marks.length === 0) await lookCloser(settings.emptyLook);
  const last = looks.at(-1)!;
  if (last.marks.length > 0 && !showsAll(last, settings)) await lookCloser(settings.secondLook);
  const first = looks.findLast(({ marks }) => marks.length > 0) ?? surestOf(looks, settings);
  if (first.marks.length === 0) return first;
  const size = typicalSize(first.marks);
  if (size >= settings.lowDigit) return first;
  const part = writtenPart(first, settings.around * size, settings.ink, within);
  const closer = Math.min(
    first.scale * settings.wantedDigit / size,
    settings.secondLook / workingSide(part),
  );
  if (closer <= first.scale) return first;
  const second = await lookAt(part, closer);
  return second.marks.length > 0 ? second : first;
}

/** Of looks that show no character for certain, the one that is the surest of all its ink. */
function surestOf(looks: readonly Found[], settings: FinderSettings): Found {
  const faint = looks.flatMap((found) => {
    const mark = readWhole(found.look, settings);
    return mark && sureness(mark) >= settings.faintMiddle ? [{ ...found, marks: [mark] }] : [];
  });
  return faint.sort((a, b) => sureness(b.marks[0]) - sureness(a.marks[0]))[0] ?? looks[0];
}

/** Whether a look misses nothing: some character is sure, and none so small that its like may be missing. */
function showsAll({ marks }: Found, { sureMiddle, tinyDigit }: FinderSettings): boolean {
  return marks.some((mark) => sureness(mark) >= sureMiddle) && typicalSize(marks) >= tinyDigit;
}

/** The median size of the digits, or of all that was found where no digit is among it. */
function typicalSize(marks: readonly FoundMark[]): number {
  const digits = marks.filter(({ digit, sign }) => digit >= sign);
  return quantile((digits.length > 0 ? digits : marks).map(({ size }) => size), 0.5);
}

/** Where the marks of a look at the whole picture are, and ink that may be of others, and a little more. */
function writtenPart(
  { marks, scale, look }: Found,
  around: number,
  ink: number,
  { x: left, y: top, width, height }: Box,
): Box {
  const written = [...marks, { box: inkBox(look.ink, ink) }].flatMap(({ box }) => box ?? []);
  const box = unionBox(written);
  const x = clamp((box.x - around) / scale, 0, width);
  const y = clamp((box.y - around) / scale, 0, height);
  const right = clamp((box.x + box.width + around) / scale, 0, width);
  const bottom = clamp((box.y + box.height + around) / scale, 0, height);
  return { x: left + x, y: top + y, width: right - x, height: bottom - y };
}
