import type { GrayImage } from "../../image/gray_image.ts";
import type { CellHistograms } from "./hog.ts";

/** What {@linkcode hogPicture} takes. */
export interface HogPictureOptions {
  /** Pixels along a drawn cell's side; 16 when left out. */
  readonly cell?: number;
}

/**
 * Draws cell histograms: in every cell one line for each direction, along the edge (across the
 * gradient), the darker the stronger. The strongest line of the picture is 1.
 */
export function hogPicture(
  { rows, columns, orientations, data }: CellHistograms,
  { cell = 16 }: HogPictureOptions = {},
): GrayImage {
  const width = columns * cell;
  const height = rows * cell;
  const drawn = new Float32Array(width * height);
  const strongest = data.reduce((a, b) => Math.max(a, b), 0) || 1;
  const half = cell / 2 - 1;
  for (let at = 0; at < rows * columns; at++) {
    const centerX = (at % columns + 0.5) * cell - 0.5;
    const centerY = (Math.floor(at / columns) + 0.5) * cell - 0.5;
    for (let direction = 0; direction < orientations; direction++) {
      const strength = data[at * orientations + direction] / strongest;
      // The middle of the bin is the gradient's angle; the edge runs at a right angle to it.
      const angle = Math.PI * ((direction + 0.5) / orientations + 0.5);
      for (let t = -half; t <= half; t += 0.5) {
        const x = Math.round(centerX + t * Math.cos(angle));
        const y = Math.round(centerY + t * Math.sin(angle));
        const i = y * width + x;
        drawn[i] = Math.max(drawn[i], strength);
      }
    }
  }
  return { width, height, data: drawn };
}
