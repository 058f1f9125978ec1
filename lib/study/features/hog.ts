/**
 * Histograms of oriented gradients (Dalal and Triggs, "Histograms of Oriented Gradients for Human
 * Detection", 2005): which way the edges run in each small square of a picture.
 *
 * The numbers are those of scikit-image's `hog` with `block_norm="L2-Hys"` and
 * `transform_sqrt=False`: each pixel votes for one direction of its own cell, nothing is interpolated.
 */
import { requireCount } from "../../base/require_count.ts";
import type { GrayImage } from "../../image/gray_image.ts";

/** The three choices of HOG. */
export interface HogOptions {
  /** Bins over the half turn from 0° to 180°; 9 when left out. */
  readonly orientations?: number;
  /** Pixels along a cell's side (scikit-image's `pixels_per_cell`); 8 when left out. */
  readonly cell?: number;
  /** Cells along a block's side (`cells_per_block`); 3 when left out. */
  readonly block?: number;
}

/** Which way each pixel's brightness grows, and how fast. */
interface Gradients {
  /** `width * height` lengths of the gradient: 0 where the picture is flat. */
  readonly magnitude: Float64Array;
  /** `width * height` angles in degrees, in [0, 180]: light to dark counts as dark to light. */
  readonly angle: Float64Array;
}

/** One histogram for every cell of a picture. */
export interface CellHistograms {
  readonly rows: number;
  readonly columns: number;
  readonly orientations: number;
  /** `rows * columns * orientations` numbers: the magnitudes of one direction, as a mean over all the cell's pixels. */
  readonly data: Float64Array;
}

/** Gradients by central differences; 0 across the picture's border. */
export function gradients(image: GrayImage): Gradients {
  const { width, height } = image;
  const magnitude = new Float64Array(width * height);
  const angle = new Float64Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const [dx, dy] = [across(image, x, i), down(image, y, i)];
      if (dx === 0 && dy === 0) continue;
      magnitude[i] = Math.sqrt(dx * dx + dy * dy);
      const turn = (Math.atan2(dy, dx) * (180 / Math.PI)) % 180;
      angle[i] = turn < 0 ? turn + 180 : turn;
    }
  }
  return { magnitude, angle };
}

/** How much darker it becomes to the right of the `i`-th pixel, which lies at `x`. */
function across({ width, data }: GrayImage, x: number, i: number): number {
  return x > 0 && x < width - 1 ? data[i + 1] - data[i - 1] : 0;
}

/** The same downward. */
function down({ width, height, data }: GrayImage, y: number, i: number): number {
  return y > 0 && y < height - 1 ? data[i + width] - data[i - width] : 0;
}

/**
 * The histograms of the whole cells that fit; pixels beyond the last one, right and below, are left out.
 *
 * @throws {RangeError} when an option is not a whole number from 1 up, or no cell fits.
 */
export function cellHistograms(
  image: GrayImage,
  { orientations = 9, cell = 8 }: Pick<HogOptions, "orientations" | "cell"> = {},
): CellHistograms {
  requireCount("orientations", orientations);
  requireCount("cell", cell);
  const rows = Math.floor(image.height / cell);
  const columns = Math.floor(image.width / cell);
  if (rows === 0 || columns === 0) {
    throw new RangeError(
      `a cell of ${cell} pixels does not fit into a picture of ${image.width}x${image.height}`,
    );
  }
  const data = new Float64Array(rows * columns * orientations);
  // Pixels are compared with the lines between bins: computing their angles would take most of the time.
  const ends = Array.from({ length: orientations }, (_, k) => Math.PI * (k + 1) / orientations);
  const [cos, sin] = [Float64Array.from(ends, Math.cos), Float64Array.from(ends, Math.sin)];
  for (let y = 0; y < rows * cell; y++) {
    const row = Math.floor(y / cell) * columns;
    for (let column = 0, x = 0, i = y * image.width; column < columns; column++) {
      const histogram = (row + column) * orientations;
      for (const end = x + cell; x < end; x++, i++) {
        const dx = across(image, x, i);
        const dy = down(image, y, i);
        if (dx === 0 && dy === 0) continue; // most of a digit is paper
        // Light to dark counts as dark to light.
        const turn = dy < 0 || (dy === 0 && dx < 0) ? -1 : 1;
        const [u, v] = [turn * dx, turn * dy];
        let direction = 0;
        for (let k = 0; k < orientations - 1; k++) direction += Number(cos[k] * v >= sin[k] * u);
        data[histogram + direction] += Math.sqrt(dx * dx + dy * dy) / cell ** 2;
      }
    }
  }
  return { rows, columns, orientations, data };
}

/**
 * The HOG features of a picture.
 *
 * Every block of `block` x `block` neighbouring cells gives its histograms, scaled to length 1, cut at
 * 0.2 and scaled again (L2-Hys), so that a bold and a faint stroke look alike.
 *
 * @returns {@linkcode hogLength} numbers in [0, 1], block after block.
 * @throws {RangeError} when an option is not a whole number from 1 up, or no block fits.
 */
export function hog(image: GrayImage, options: HogOptions = {}): Float64Array {
  const { block = 3 } = options;
  requireCount("block", block);
  const { rows, columns, orientations, data } = cellHistograms(image, options);
  if (rows < block || columns < block) {
    throw new RangeError(`a block of ${block}x${block} cells does not fit into ${rows}x${columns}`);
  }
  const length = block * block * orientations;
  const features = new Float64Array((rows - block + 1) * (columns - block + 1) * length);
  let to = 0;
  for (let row = 0; row + block <= rows; row++) {
    for (let column = 0; column + block <= columns; column++) {
      const start = to;
      for (let r = 0; r < block; r++) {
        const from = ((row + r) * columns + column) * orientations;
        for (let k = 0; k < block * orientations; k++) features[to++] = data[from + k];
      }
      toUnitLength(features, start, to);
      for (let i = start; i < to; i++) features[i] = Math.min(features[i], 0.2);
      toUnitLength(features, start, to);
    }
  }
  return features;
}

/** How many numbers {@linkcode hog} gives for a picture of a size. */
export function hogLength(width: number, height: number, options: HogOptions = {}): number {
  const { orientations = 9, cell = 8, block = 3 } = options;
  const blocks = (pixels: number) => Math.max(0, Math.floor(pixels / cell) - block + 1);
  return blocks(width) * blocks(height) * block * block * orientations;
}

/** Scales some of the numbers to length 1. */
function toUnitLength(values: Float64Array, start: number, end: number): void {
  const epsilon = 1e-5;
  let squares = epsilon ** 2;
  for (let i = start; i < end; i++) squares += values[i] * values[i];
  const scale = 1 / Math.sqrt(squares);
  for (let i = start; i < end; i++) values[i] *= scale;
}
