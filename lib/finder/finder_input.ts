import type { GrayImage } from "../image/gray_image.ts";
import { histogram, levelAt } from "../image/histogram.ts";

/** Both sides of what the network takes are multiples of this: it halves the picture five times. */
const STRIDE = 32;

/** Pixels of ground, at least, round the picture: strokes that run to its sides then end somewhere. */
export const MARGIN = 16;

/** What a picture is divided by at least, in shares of black: a blank's grain must not become writing. */
const LEAST_DEVIATION = 0.03;

/** A picture as the finder's network takes it. */
export interface FinderInput {
  readonly width: number;
  readonly height: number;
  /** `height * width` numbers of mean 0 and deviation 1, but for the margin. */
  readonly data: Float32Array;
  /** Where the picture's first pixel lies in it. */
  readonly left: number;
  readonly top: number;
}

/** A frame that a picture is put into: its size, and where in it the picture lies. */
export type Frame = Omit<FinderInput, "data">;

/** The smallest frame that the network takes. */
function smallestFrame({ width, height }: Pick<GrayImage, "width" | "height">): Frame {
  const upTo = (size: number) => Math.ceil((size + 2 * MARGIN) / STRIDE) * STRIDE;
  return { width: upTo(width), height: upTo(height), left: MARGIN, top: MARGIN };
}

/**
 * A grey picture, either way round, as the finder's network takes it: minus its mean, divided by its
 * deviation, with the median all round.
 */
export function finderInput(image: GrayImage, frame: Frame = smallestFrame(image)): FinderInput {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < image.data.length; i++) {
    const grey = image.data[i];
    sum += grey;
    squares += grey * grey;
  }
  const mean = sum / image.data.length;
  const variance = Math.max(0, squares / image.data.length - mean * mean);
  const scale = 1 / Math.max(LEAST_DEVIATION, Math.sqrt(variance));
  // Not the nearest pixels again and again: strokes that meet the side would become streaks.
  const ground = scale * (levelAt(histogram(image.data), 0.5) - mean);
  const data = new Float32Array(frame.width * frame.height).fill(ground);
  for (let y = 0, i = 0; y < image.height; y++) {
    let to = (y + frame.top) * frame.width + frame.left;
    for (let x = 0; x < image.width; x++) data[to++] = scale * (image.data[i++] - mean);
  }
  return { ...frame, data };
}
