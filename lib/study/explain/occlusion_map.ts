import * as tf from "@tensorflow/tfjs";
import { covered, meanOfCovers, squaresOver } from "../../image/covers.ts";
import type { GrayImage } from "../../image/gray_image.ts";

interface OcclusionMapOptions {
  /** The class whose probability is watched. */
  readonly label: number;
  /** Pixels along the side of the square that covers the picture; 5 when left out. */
  readonly patch?: number;
}

/** Pictures in one run: as many as the squares of a row over 28 pixels. */
const BATCH = 32;

/**
 * How much of a class's probability goes when a place is covered with paper (Zeiler and Fergus, 2014).
 *
 * @returns For each pixel the mean drop of the probability over all squares that cover it: above 0
 * where the picture speaks for the class, below where it speaks against.
 */
export function occlusionMap(
  model: tf.LayersModel,
  image: GrayImage,
  { label, patch = 5 }: OcclusionMapOptions,
): GrayImage {
  const squares = squaresOver(image, { side: patch, step: 1 });
  const drops = new Float32Array(squares.length);
  const [whole] = probabilities(model, [image], label);
  for (let start = 0; start < squares.length; start += BATCH) {
    const copies = squares.slice(start, start + BATCH).map((square) => covered(image, square));
    probabilities(model, copies, label).forEach((p, i) => drops[start + i] = whole - p);
  }
  return meanOfCovers(image, squares, drops);
}

function probabilities(
  model: tf.LayersModel,
  images: readonly GrayImage[],
  label: number,
): Float32Array {
  return tf.tidy(() => {
    const batch = tf.stack(
      images.map(({ width, height, data }) => tf.tensor3d(data, [height, width, 1])),
    );
    const output = model.predict(batch) as tf.Tensor2D;
    return output.slice([0, label], [-1, 1]).dataSync() as Float32Array;
  });
}
