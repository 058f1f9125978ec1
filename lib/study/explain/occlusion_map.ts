import * as tf from "@tensorflow/tfjs";
import type { GrayImage } from "../../image/gray_image.ts";

/** What {@linkcode occlusionMap} takes. */
export interface OcclusionMapOptions {
  /** The class whose probability is watched. */
  readonly label: number;
  /** Pixels along the side of the square that covers the picture; 5 when left out. */
  readonly patch?: number;
}

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
  const { width, height, data } = image;
  // Squares hang over the border, so that a pixel of the edge is covered as often as any other.
  const columns = width + patch - 1;
  const rows = height + patch - 1;
  const drops = new Float32Array(columns * rows);
  const [whole] = probabilities(model, image, [data], label);
  for (let row = 0; row < rows; row++) {
    const covered = Array.from({ length: columns }, (_, column) => {
      const copy = data.slice();
      forEachCovered(row, column, (i) => copy[i] = 0);
      return copy;
    });
    probabilities(model, image, covered, label).forEach((p, column) => {
      drops[row * columns + column] = whole - p;
    });
  }
  const map = new Float32Array(width * height);
  drops.forEach((drop, i) => {
    forEachCovered(Math.floor(i / columns), i % columns, (pixel) => {
      map[pixel] += drop / patch ** 2;
    });
  });
  return { width, height, data: map };

  function forEachCovered(row: number, column: number, act: (pixel: number) => void): void {
    for (let y = Math.max(0, row - patch + 1); y <= Math.min(height - 1, row); y++) {
      for (let x = Math.max(0, column - patch + 1); x <= Math.min(width - 1, column); x++) {
        act(y * width + x);
      }
    }
  }
}

function probabilities(
  model: tf.LayersModel,
  { width, height }: GrayImage,
  images: readonly Float32Array[],
  label: number,
): Float32Array {
  return tf.tidy(() => {
    const batch = tf.stack(images.map((data) => tf.tensor3d(data, [height, width, 1])));
    const output = model.predict(batch) as tf.Tensor2D;
    return output.slice([0, label], [-1, 1]).dataSync() as Float32Array;
  });
}
