import * as tf from "@tensorflow/tfjs";
import { createRandom, type Random } from "../../base/random.ts";
import type { GrayImage } from "../../image/gray_image.ts";

/** How much of a map is left when a layer, and all above it, have lost what they learned. */
interface RandomizationStep {
  readonly layer: string;
  /** Spearman's rank correlation of the maps' magnitudes with the real ones, mean over the pictures. */
  readonly similarity: number;
}

interface RandomizationCheckOptions {
  /** Draws the map of one picture; it is called anew after each step. */
  readonly map: (image: GrayImage) => GrayImage;
  readonly images: readonly GrayImage[];
  /** Seeds the shuffling. */
  readonly seed: number;
}

/**
 * Whether maps show what the network learned, or only the picture (Adebayo et al., "Sanity Checks for
 * Saliency Maps", 2018).
 *
 * From the last layer to the first, weights are put into random order, which keeps their sizes and
 * loses what they know. A map that stays alike was about the picture all along. The network is given
 * back as it was.
 */
export function randomizationCheck(
  model: tf.LayersModel,
  { map, images, seed }: RandomizationCheckOptions,
): RandomizationStep[] {
  const random = createRandom(seed);
  const before = images.map((image) => ranks(map(image).data));
  const layers = model.layers.filter((layer) => layer.getWeights().length > 0).reverse();
  const learned = layers.map((layer) => layer.getWeights().map((weight) => weight.clone()));
  try {
    return layers.map((layer) => {
      shuffleWeights(layer, random);
      const sum = images.reduce(
        (sum, image, i) => sum + correlation(before[i], ranks(map(image).data)),
        0,
      );
      return { layer: layer.name, similarity: sum / images.length };
    });
  } finally {
    layers.forEach((layer, i) => layer.setWeights(learned[i]));
    tf.dispose(learned);
  }
}

function shuffleWeights(layer: tf.layers.Layer, random: Random): void {
  const shuffled = layer.getWeights().map((weight) =>
    tf.tensor(random.shuffle(weight.dataSync().slice() as Float32Array), weight.shape)
  );
  layer.setWeights(shuffled);
  tf.dispose(shuffled);
}

/** The rank of each number's magnitude, equal ones sharing their mean rank. */
function ranks(values: Float32Array): Float64Array {
  const sizes = values.map(Math.abs);
  const order = Array.from(sizes, (_, i) => i).sort((a, b) => sizes[a] - sizes[b]);
  const result = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && sizes[order[end]] === sizes[order[start]]) end++;
    for (let i = start; i < end; i++) result[order[i]] = (start + end - 1) / 2;
  }
  return result;
}

/** Pearson's correlation of two lists of equal length; 0 where one side does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((x, y) => x + y, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += (value - meanA) * (b[i] - meanB);
    aa += (value - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  });
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
