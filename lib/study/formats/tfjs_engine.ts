import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../../engine/engine.ts";
import { predictInBatches } from "../../engine/predict_in_batches.ts";
import { loadModel } from "../../network/model_folder.ts";

/** Pictures in one forward pass. */
const BATCH = 256;

/**
 * Opens `model.json` and `weights.bin` of a model folder with TensorFlow.js, on the backend in use.
 *
 * @throws {ModelError} when a file is missing, cut short, changed, or of another version.
 */
export async function openTfjs(folder: string): Promise<Engine> {
  const { model, card } = await loadModel(folder);
  const { width, height } = card.input;
  const run = async (images: Float32Array, count: number) => {
    const output = tf.tidy(() =>
      model.predict(tf.tensor4d(images, [count, height, width, 1])) as tf.Tensor
    );
    const probabilities = await output.data<"float32">();
    output.dispose();
    return probabilities;
  };
  return {
    predict: (images, count) => predictInBatches(run, { images, count, card, batch: BATCH }),
    close() {
      model.dispose();
      return Promise.resolve();
    },
  };
}
