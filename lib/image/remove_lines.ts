/**
 * Printed lines taken off the paper, as ruled and squared sheets have them.
 *
 * @module
 */
import type { GrayImage } from "./gray_image.ts";

/** Thickest printed line, as a share of the picture's longer side; a nearer look where there is none so thin. */
const THICKEST = [1 / 64, 1 / 40];

/** Steepest line, in pixels down a pixel along: nine degrees, a sheet photographed askew. */
const STEEPEST = 0.16;

/** Share of its way that a line must be seen on, and that must be without gaps where it is alone or dark. */
const SEEN = 0.45;
const WHOLE = 0.8;

/** The former for lines with gaps of which there are several. */
const TOGETHER = 0.6;

/** Ink, as a share of the strongest, beyond which a line may be made of strokes. */
const DARK = 0.7;

/** Share of its way through the picture that lies between a line's ends: the sides of a box end sooner. */
const THROUGH = 0.9;

/** Shares of the picture's width or height: of what crosses it, and of what cuts off a corner of it. */
const ACROSS = 0.95;
const SHORTEST = 0.4;

/** Of lines that end within the picture, as a sheet on a desk does, or have gaps, so many are printed; digits have upright strokes too. */
const SEVERAL = { along: 3, upright: 4 };

/** Columns between those that are looked at to find a line. */
const STRIDE = 4;

/**
 * Takes away thin straight lines that cross the picture from side to side or from top to bottom.
 *
 * As staves are taken off sheet music: short vertical runs of ink vote for the lines that they may lie on
 * (Duda and Hart 1972), and along each line that is elected they are wiped out. Where a stroke crosses, the
 * run is longer, and stays.
 *
 * @param image Ink, as `findInk` gives it.
 * @param threshold Ink that counts as part of a line.
 * @returns The picture itself where there is no line.
 */
export function removeLines<T extends GrayImage>(image: T, threshold: number): T {
  for (const share of THICKEST) {
    const thickest = Math.floor(share * Math.max(image.width, image.height));
    const removed = thickest < 1 ? image : removeThin(image, threshold, thickest);
    if (removed !== image) return removed;
  }
  return image;
}

function removeThin<T extends GrayImage>(image: T, threshold: number, thickest: number): T {
  let data = image.data;
  for (const upright of [false, true]) {
    const view = new View(image, upright);
    const several = upright ? SEVERAL.upright : SEVERAL.along;
    const lines = elect(view, data, threshold, thickest, several);
    if (lines.length === 0) continue;
    if (data === image.data) data = data.slice();
    const traces = lines.map((line) => wipe(view, data, line, threshold, thickest));
    for (const trace of traces) tidy(view, data, trace, threshold);
  }
  return data === image.data ? image : { ...image, data };
}

/** A picture as it is, or lying on its side, so that every line runs along. */
class View {
  readonly along: number;
  readonly across: number;
  readonly #step: number;
  readonly #stride: number;

  constructor({ width, height }: GrayImage, upright: boolean) {
    [this.along, this.across] = upright ? [height, width] : [width, height];
    [this.#step, this.#stride] = upright ? [width, 1] : [1, width];
  }

  /** Where the pixel is that lies `u` along and `v` across. */
  at(u: number, v: number): number {
    return u * this.#step + v * this.#stride;
  }
}

interface Line {
  /** Across, where the line starts. */
  readonly start: number;
  /** Across a pixel along. */
  readonly slope: number;
}

function elect(
  view: View,
  data: Float32Array,
  threshold: number,
  thickest: number,
  several: number,
): Line[] {
  const { along, across } = view;
  const places: number[] = [];
  const starts: number[] = [];
  const inks: number[] = [];
  for (let u = 0; u < along; u += STRIDE) {
    let run = 0;
    let ink = 0;
    for (let v = 0; v <= across; v++) {
      const value = v < across ? data[view.at(u, v)] : 0;
      if (value > threshold) {
        run++;
        ink = Math.max(ink, value);
      } else {
        if (run > 0 && run <= thickest) {
          places.push(u);
          starts.push(v - (run + 1) / 2);
          inks.push(ink);
        }
        run = 0;
        ink = 0;
      }
    }
  }
  const voters = Math.ceil(along / STRIDE);
  if (starts.length < SEEN * voters) return [];

  // Boxes of the ballot: two pixels of start, and slopes that part by two pixels over the whole way.
  const turns = Math.ceil(STEEPEST * along / 2);
  const reach = Math.ceil(STEEPEST * along);
  const boxes = Math.ceil((across + 2 * reach) / 2) + 2;
  const votes = new Uint16Array((2 * turns + 1) * boxes);
  const slopeOf = (turn: number) => (turn - turns) * 2 / along;
  for (let turn = 0; turn <= 2 * turns; turn++) {
    const slope = slopeOf(turn);
    for (let i = 0; i < starts.length; i++) {
      votes[turn * boxes + ((starts[i] - slope * places[i] + reach) >> 1)]++;
    }
  }
  /** How far along a line lies within the picture: where it is askew, it may leave by another side. */
  const reachOf = ({ start, slope }: Line) => {
    let inside = 0;
    for (let u = 0; u < along; u++) {
      const v = start + slope * u;
      if (v >= 0 && v < across) inside++;
    }
    return inside;
  };
  /**
   * How far a line goes, and the shares of its way on which it is seen by itself and on which there is no gap:
   * where a digit stands on it, it is not seen, yet it may be there.
   */
  const follow = ({ start, slope, support }: Line & { support: number }) => {
    let [first, last, ink, seen] = [along, 0, 0, 0];
    for (let i = 0; i < starts.length; i++) {
      if (Math.abs(starts[i] - start - slope * places[i]) > 2) continue;
      first = Math.min(first, places[i]);
      last = Math.max(last, places[i]);
      ink += inks[i];
      seen++;
    }
    let whole = 0;
    for (let u = first; u <= last; u += STRIDE) {
      if (nearest(view, data, u, Math.round(start + slope * u), threshold) >= 0) whole++;
    }
    const reach = Math.max(1, last - first);
    return {
      reach,
      share: support * STRIDE / reach,
      whole: whole * STRIDE / reach,
      isDark: ink > DARK * seen,
    };
  };
  const found: (Line & { readonly support: number })[] = [];
  for (let turn = 0; turn <= 2 * turns; turn++) {
    for (let box = 0; box + 1 < boxes; box++) {
      const support = votes[turn * boxes + box] + votes[turn * boxes + box + 1];
      if (support < SEEN * SHORTEST * voters) continue;
      found.push({ start: 2 * (box + 1) - reach, slope: slopeOf(turn), support });
    }
  }
  found.sort((a, b) => b.support - a.support);
  const middle = ({ start, slope }: Line) => start + slope * along / 2;
  const lines: Line[] = [];
  const doubtful: Line[] = [];
  let hasGaps = false;
  for (const line of found) {
    const isKnown = [...lines, ...doubtful].some((other) =>
      Math.abs(middle(line) - middle(other)) < 3 + thickest
    );
    if (isKnown) continue;
    const length = reachOf(line);
    if (length < SHORTEST * along) continue;
    const { reach, share, whole, isDark } = follow(line);
    const isThrough = reach >= THROUGH * length;
    // One as dark as strokes has no gaps: feet of digits stand in a row too.
    const isSeen = share >= SEEN && (!isDark || whole >= WHOLE);
    // A short line is one beside a long one only.
    if (isThrough && isSeen && (lines.length > 0 || length >= ACROSS * along)) {
      hasGaps = whole < WHOLE;
      lines.push(line);
    } else if (reach >= SHORTEST * along && share >= TOGETHER && (isThrough || whole >= WHOLE)) {
      doubtful.push(line);
    }
  }
  if (lines.length === 1 && hasGaps) lines.pop();
  // Where others cross the picture, these lie askew on several of them.
  return lines.length < 2 && doubtful.length >= several ? [...lines, ...doubtful] : lines;
}

/** A line as it has been found, on paper that may not lie flat. */
interface Trace {
  /** Where it runs, in pixels across. */
  readonly middles: Float32Array;
  /** How many pixels thick it is at most, and how dark. */
  readonly most: number;
  readonly darkest: number;
}

function wipe(
  view: View,
  data: Float32Array,
  { start, slope }: Line,
  threshold: number,
  thickest: number,
): Trace {
  const { along, across } = view;
  const runs: { readonly u: number; readonly from: number; readonly end: number; ink: number }[] =
    [];
  // How far the line has strayed from the straight one, as paper does that does not lie flat.
  let drift = 0;
  const middles = new Float32Array(along);
  for (let u = 0; u < along; u++) {
    const expected = middles[u] = start + slope * u + drift;
    let from = nearest(view, data, u, Math.round(expected), threshold);
    if (from < 0) continue;
    while (from > 0 && data[view.at(u, from - 1)] > threshold) from--;
    let end = from;
    while (end < across && data[view.at(u, end)] > threshold) end++;
    if (end - from > 2 * thickest) continue;
    if (end - from <= thickest) drift += 0.1 * ((from + end - 1) / 2 - expected);
    let ink = 0;
    for (let v = from; v < end; v++) ink = Math.max(ink, data[view.at(u, v)]);
    runs.push({ u, from, end, ink });
  }
  // Noise makes a line thicker and darker here and there than it is elsewhere; strokes do so more, along
  // half of its way at times.
  const lowerThird = (numbers: number[]) =>
    numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 3)];
  const most = 1.5 * lowerThird(runs.map(({ from, end }) => end - from)) + 1;
  const darkest = 1.4 * lowerThird(runs.map(({ ink }) => ink));
  for (const { u, from, end, ink } of runs) {
    if (end - from > most || ink > darkest) continue;
    // With the soft edges on both sides.
    for (let v = Math.max(0, from - 1); v <= Math.min(across - 1, end); v++) {
      data[view.at(u, v)] = 0;
    }
  }
  return { middles, most, darkest };
}

/** Takes off what is left of a line: ink that lies along it and reaches nothing beside it. */
function tidy(
  view: View,
  data: Float32Array,
  { middles, most, darkest }: Trace,
  threshold: number,
): void {
  const beside = Math.ceil(most) + 1;
  const bounds = (u: number) => {
    const middle = Math.round(middles[u]);
    return [Math.max(0, middle - beside), Math.min(view.across, middle + beside + 1)];
  };
  let [first, reaches] = [-1, false];
  for (let u = 0; u <= view.along; u++) {
    const [from, end] = u < view.along ? bounds(u) : [0, 0];
    let isInk = false;
    for (let v = from; v < end; v++) {
      if (data[view.at(u, v)] <= threshold) continue;
      isInk = true;
      reaches ||= v === from || v === end - 1 || data[view.at(u, v)] > darkest;
    }
    if (isInk) {
      if (first < 0) first = u;
      continue;
    }
    if (first >= 0 && !reaches) {
      for (let w = first; w < u; w++) {
        const [low, high] = bounds(w);
        for (let v = low; v < high; v++) data[view.at(w, v)] = 0;
      }
    }
    [first, reaches] = [-1, false];
  }
}

/** The ink nearest to `v` within three pixels, or -1. */
function nearest(view: View, data: Float32Array, u: number, v: number, threshold: number): number {
  for (const step of [0, -1, 1, -2, 2, -3, 3]) {
    const place = v + step;
    if (place >= 0 && place < view.across && data[view.at(u, place)] > threshold) return place;
  }
  return -1;
}
