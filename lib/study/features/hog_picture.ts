import type { GrayImage } from "../../image/gray_image.ts";
import { clamp } from "../../base/clamp.ts";
import type { CellHistograms } from "./hog.ts";

/**
 * Draws cell histograms: in every cell one line for each direction, along the edge (across the
 * gradient), the darker the stronger. The strongest line of the picture is 1.
 *
 * @param cell Pixels along a drawn cell's side; 16 when left out.
 */
export function hogPicture(
  { rows, columns, orientations, data }: CellHistograms,
  { cell = 16 }: { readonly cell?: number } = {},
): GrayImage {
  const width = columns * cell;
  const height = rows * cell;
  const drawn = new Float32Array(width * height);
  const strongest = data.reduce((a, b) => Math.max(a, b), 0) || 1;
  const middle = (cell - 1) / 2;
  const half = cell / 2 - 1;
  /** How much of a pixel at (x, y), from the cell's middle, a line covers; its soft edge hides the pixels' steps. */
  const coverage = (x: number, y: number, angle: number) => {
    const along = clamp(x * Math.cos(angle) + y * Math.sin(angle), -half, half);
    return clamp(1.5 - Math.hypot(x - along * Math.cos(angle), y - along * Math.sin(angle)));
  };
  for (let at = 0; at < rows * columns; at++) {
    const [left, top] = [(at % columns) * cell, Math.floor(at / columns) * cell];
    for (let direction = 0; direction < orientations; direction++) {
      const strength = data[at * orientations + direction] / strongest;
      // The middle of the bin is the gradient's angle; the edge runs at a right angle to it.
      const angle = Math.PI * ((direction + 0.5) / orientations + 0.5);
      for (let v = 0; v < cell; v++) {
        for (let u = 0; u < cell; u++) {
          const i = (top + v) * width + left + u;
          const cover = coverage(u - middle, v - middle, angle);
          drawn[i] = Math.max(drawn[i], strength * cover);
        }
      }
    }
  }
  return { width, height, data: drawn };
}
