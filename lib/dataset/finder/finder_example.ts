/** From a picture to one example for the finder: a part of it at some size, degraded a little, and its truth. */
import { clamp } from "../../base/clamp.ts";
import type { Random } from "../../base/random.ts";
import { type FinderInput, finderInput, MARGIN } from "../../finder/finder_input.ts";
import { SETTINGS } from "../../finder/finder_settings.ts";
import type { Box, GrayImage } from "../../image/gray_image.ts";
import { resize } from "../../image/resize.ts";
import { toShares } from "../../image/shares.ts";
import type { Mark } from "../photos.ts";
import { areaOfBox, unionOf } from "../area.ts";
import { DIGIT_LIKE } from "../sign_designs.ts";
import type { FinderPicture } from "./finder_picture.ts";

/** Pixels along each side of an example, margin included. */
export const EXAMPLE_SIDE = 256;

/** The longest side of what is shown in it. */
const LONGEST = EXAMPLE_SIDE - 2 * MARGIN;

/** A part of a picture in the example's pixels. */
export interface FinderExample {
  readonly input: FinderInput;
  /** Where in it the part of the picture lies. */
  readonly shown: Box;
  /** `EXAMPLE_SIDE ** 2` numbers in [0, 1]: 1 in the middle of every stroke, however thin. */
  readonly ink: Float32Array;
  /** As in the picture. */
  readonly owner: Uint8Array;
  /** As in the picture, in the example's pixels; some may lie outside. */
  readonly marks: readonly Pick<Mark, "box" | "isDigit">[];
}

/** A part of a picture, and the size that it is shown in. */
interface Part {
  readonly box: Box;
  readonly width: number;
  readonly height: number;
}

/** What an example shows of a picture, and where. */
export interface View extends Part {
  readonly left: number;
  readonly top: number;
}

export function finderExample(picture: FinderPicture, random: Random): FinderExample {
  const isFaint = picture.marks.length > 0 && rangeOf(picture.grey) < FAINT;
  return showView(picture, drawView(picture, random), (grey) => degrade(grey, random, isFaint));
}

export function drawView(picture: FinderPicture, random: Random): View {
  const part = drawPart(picture, random);
  const left = MARGIN + random.integer(LONGEST - part.width + 1);
  const top = MARGIN + random.integer(LONGEST - part.height + 1);
  return { ...part, left, top };
}

/** Makes the example that shows a view; `change` may degrade what is shown, in place. */
export function showView(
  picture: FinderPicture,
  { box, width, height, left, top }: View,
  change: (grey: GrayImage) => void = () => {},
): FinderExample {
  const part = (bytes: Uint8Array): GrayImage =>
    resize({ ...picture, data: toShares(bytes) }, width, height, box);
  const grey = part(picture.grey);
  change(grey);
  const input = finderInput(grey, { width: EXAMPLE_SIDE, height: EXAMPLE_SIDE, left, top });

  const seen = thicken(part(picture.ink));
  const ink = new Float32Array(EXAMPLE_SIDE ** 2);
  const owner = new Uint8Array(EXAMPLE_SIDE ** 2);
  const columns = ranges(box.x, box.width / width, width, picture.width);
  const rows = ranges(box.y, box.height / height, height, picture.height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = (y + top) * EXAMPLE_SIDE + x + left;
      ink[to] = seen.data[y * width + x];
      owner[to] = ownerOf(columns[x], rows[y], picture);
    }
  }
  const scaleX = width / box.width;
  const scaleY = height / box.height;
  const marks = picture.marks.map(({ box: mark, isDigit }) => ({
    isDigit,
    box: {
      x: (mark.x - box.x) * scaleX + left,
      y: (mark.y - box.y) * scaleY + top,
      width: mark.width * scaleX,
      height: mark.height * scaleY,
    },
  }));
  return { input, shown: { x: left, y: top, width, height }, ink, owner, marks };
}

/** The first and the last of the picture's places that a pixel of the example shows. */
type Range = readonly [first: number, last: number];

/** The owner of the darkest ink within a pixel: a fine line may miss the middle of it. */
function ownerOf([left, right]: Range, [top, bottom]: Range, picture: FinderPicture): number {
  let [most, whose] = [0, 0];
  for (let v = top; v <= bottom; v++) {
    for (let u = left; u <= right; u++) {
      const from = v * picture.width + u;
      if (picture.ink[from] <= most) continue;
      [most, whose] = [picture.ink[from], picture.owner[from]];
    }
  }
  return whose;
}

/** The places that each of `pixels` shows: `size` each, at least one, from `start` on, below `places`. */
function ranges(start: number, size: number, pixels: number, places: number): Range[] {
  return Array.from({ length: pixels }, (_, n) => {
    const first = Math.floor(start + (size > 1 ? n : n + 0.5) * size);
    const end = size > 1 ? Math.ceil(start + (n + 1) * size) : first + 1;
    return [first, Math.min(places, end) - 1];
  });
}

/** Share of examples that show a whole picture, and that show one character or all of them, cut out tightly. */
const WHOLE = 0.55;
const TIGHT = 0.15;

/** Pixels of a whole picture's longer side: as a first look sees it, as it sees a small picture, and any. */
const FIRST_LOOK = [0.6 * LONGEST, LONGEST] as const;
const SMALL = [0.8 * SETTINGS.smallest, 1.25 * SETTINGS.smallest] as const;
const ANY_SIDES = [64, LONGEST] as const;

/** Pixels of a digit's height where a part is shown. */
const DIGIT_HEIGHTS = [16, 130] as const;

/** A part is enlarged by no more; a whole picture as far as its height allows. */
const MOST_ENLARGED = 3;

function drawPart(picture: FinderPicture, random: Random): Part {
  const { width, height, marks } = picture;
  const all = { x: 0, y: 0, width, height };
  const how = random.uniform();
  if (how < WHOLE || marks.length === 0) {
    // Without marks any part will do, for it shows nothing either.
    const first = Math.max(width, height) < SETTINGS.smallest ? SMALL : FIRST_LOOK;
    const sides = random.chance(0.7) ? first : ANY_SIDES;
    return fit(all, random.logUniform(...sides), Math.max(MOST_ENLARGED, LONGEST / height));
  }
  if (how < WHOLE + TIGHT) {
    // By itself nobody can tell an o from a zero: letters like that are shown among others only.
    const clear = marks.filter(({ sign }) => !DIGIT_LIKE.includes(sign));
    const chosen = clear.length > 0 && random.chance(0.5) ? [random.pick(clear)] : marks;
    const boxes = chosen.map(({ box }) => box);
    const { left, top, right, bottom } = unionOf(boxes.map(areaOfBox));
    const em = Math.max(...boxes.map(({ height }) => height));
    const margin = () => em * random.uniform(-0.05, 0.15);
    const box = within(left - margin(), top - margin(), right + margin(), bottom + margin(), all);
    return fit(box, random.logUniform(36, LONGEST), 100);
  }
  const mark = random.pick(marks);
  const scale = Math.min(
    MOST_ENLARGED,
    random.logUniform(...DIGIT_HEIGHTS) / Math.max(mark.box.width, mark.box.height),
  );
  const side = () => Math.min(LONGEST, random.uniform(96, 1.5 * LONGEST)) / scale;
  const [across, down] = [side(), side()];
  const left = mark.box.x + mark.box.width / 2 - across * random.uniform(0.1, 0.9);
  const top = mark.box.y + mark.box.height / 2 - down * random.uniform(0.1, 0.9);
  const box = within(left, top, left + across, top + down, all);
  return fit(box, scale * Math.max(box.width, box.height), MOST_ENLARGED);
}

function within(left: number, top: number, right: number, bottom: number, all: Box): Box {
  const [x, y] = [clamp(left, 0, all.width - 2), clamp(top, 0, all.height - 2)];
  const width = Math.max(2, Math.min(right, all.width) - x);
  const height = Math.max(2, Math.min(bottom, all.height) - y);
  return { x, y, width, height };
}

function fit(box: Box, longest: number, mostEnlarged: number): Part {
  const scale = Math.min(longest / Math.max(box.width, box.height), mostEnlarged);
  const size = (length: number) => clamp(Math.round(scale * length), 4, LONGEST);
  return { box, width: size(box.width), height: size(box.height) };
}

/** Divides every pixel by the most ink around it: a stroke finer than a pixel gets full ink. */
function thicken({ width, height, data }: GrayImage): GrayImage {
  const out = new Float32Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - 1), Math.min(height - 1, y + 1)];
    for (let x = 0; x < width; x++, i++) {
      if (data[i] < LEAST_COVER) continue;
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
      let most = 0;
      for (let v = top; v <= bottom; v++) {
        for (let u = left; u <= right; u++) most = Math.max(most, data[v * width + u]);
      }
      out[i] = data[i] / most;
    }
  }
  return { width, height, data: out };
}

/** Ink that covers less of a pixel than this is ignored. */
const LEAST_COVER = 0.04;

/** Share of examples that are not degraded, at most turned into their negative. */
const CLEAN = 0.35;

/** What differs by fewer grey levels in all is hidden by whatever is done to it. */
const FAINT = 50;

function rangeOf(grey: Uint8Array): number {
  let [least, most] = [255, 0];
  for (const level of grey) [least, most] = [Math.min(least, level), Math.max(most, level)];
  return most - least;
}

/** Changes a part of a picture, in place, as cameras, files and screens do; a faint one is turned round at most. */
function degrade({ width, height, data }: GrayImage, random: Random, isFaint: boolean): void {
  const change = (to: (grey: number, i: number) => number) => {
    for (let i = 0; i < data.length; i++) data[i] = to(data[i], i);
  };
  if (random.chance(0.12)) change((grey) => 1 - grey);
  if (isFaint || random.chance(CLEAN)) return;
  if (random.chance(0.3)) {
    const gamma = Math.exp(random.uniform(-0.6, 0.6));
    change((grey) => Math.max(0, grey) ** gamma);
  }
  if (random.chance(0.2)) {
    const [across, down] = [random.uniform(-0.4, 0.4), random.uniform(-0.4, 0.4)];
    change((grey, i) =>
      grey + across * (i % width) / width + down * Math.floor(i / width) / height
    );
  }
  if (random.chance(0.3)) {
    const contrast = random.uniform(0.2, 1);
    change((grey) => 0.5 + contrast * (grey - 0.5));
  }
  if (random.chance(0.3)) {
    const noise = 0.08 * random.uniform() ** 2;
    change((grey) => grey + noise * random.normal());
  }
  if (random.chance(0.06)) {
    for (let n = Math.round(0.03 * random.uniform() * data.length); n > 0; n--) {
      data[random.integer(data.length)] = random.integer(2);
    }
  }
  change((grey) => clamp(grey));
}
