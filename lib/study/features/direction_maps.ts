import { requireCount } from "../../base/require_count.ts";
import type { GrayImage } from "../../image/gray_image.ts";
import { gradients } from "./hog.ts";

/**
 * Where a picture's edges run which way: one picture for each bin of HOG, holding the gradient's
 * magnitude where the gradient points into that bin, and 0 elsewhere.
 *
 * Its mean over a cell is the cell's histogram: see {@linkcode cellHistograms} of `hog.ts`.
 *
 * @param orientations Bins over the half turn from 0° to 180°.
 * @throws {RangeError} when `orientations` is not a whole number from 1 up.
 */
export function directionMaps(image: GrayImage, orientations: number): GrayImage[] {
  requireCount("orientations", orientations);
  const { width, height } = image;
  const { magnitude, angle } = gradients(image);
  const maps = Array.from(
    { length: orientations },
    () => ({ width, height, data: new Float32Array(width * height) }),
  );
  magnitude.forEach((length, i) => {
    // An angle that is rounded up to 180° belongs to the last bin.
    const bin = Math.min(orientations - 1, Math.floor(angle[i] / (180 / orientations)));
    maps[bin].data[i] = length;
  });
  return maps;
}
