import * as tf from "@tensorflow/tfjs";
import type { Progress } from "../base/progress.ts";
import { createRandom } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { darknessOf, drawFinderPicture } from "../dataset/finder/finder_picture.ts";
import { findMarks } from "../finder/find_marks.ts";
import type { RunFinder } from "../finder/look.ts";

interface CountedRightOptions {
  /** Where the handwriting of the pictures comes from. */
  readonly digits: Dataset;
  /** How many pictures. */
  readonly images: number;
  readonly seed: number;
  readonly onProgress?: Progress;
}

/** The share of drawn pictures in which a finder finds as many digits as there are. */
export async function countedRight(
  model: tf.LayersModel,
  { digits, images, seed, onProgress }: CountedRightOptions,
): Promise<number> {
  const run = runLayers(model);
  const random = createRandom(seed);
  let right = 0;
  for (let n = 0; n < images; n++) {
    const picture = await drawFinderPicture(digits, random.fork(`picture ${n}`));
    const { marks } = await findMarks(darknessOf(picture), run);
    const found = marks.filter(({ digit, sign }) => digit >= sign).length;
    if (found === picture.marks.filter(({ isDigit }) => isDigit).length) right++;
    onProgress?.(n + 1, images);
  }
  return right / images;
}

/** Runs a finder's network in TensorFlow.js. */
function runLayers(model: tf.LayersModel): RunFinder {
  return (images, dims) => {
    // Both outputs of one run; their numbers stay outside tidy() as in `numbersOf`.
    const outputs = tf.tidy(() => model.predict(tf.tensor4d(images, [...dims])) as tf.Tensor[]);
    const [fine, coarse] = outputs.map((output) => ({ data: output.dataSync<"float32">() }));
    tf.dispose(outputs);
    return Promise.resolve({ fine, coarse });
  };
}
