import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../../engine/engine.ts";
import { loadModel } from "../../network/model_folder.ts";

/** Pictures in one forward pass. */
const BATCH = 500;

/**
 * Opens `model.json` and `weights.bin` of a model folder with TensorFlow.js, on the backend in use.
 *
 * @throws {ModelError} when a file is missing, cut short, changed, or of another version.
 */
export async function openTfjs(folder: string): Promise<Engine> {
  return modelEngine((await loadModel(folder)).model);
}

/** A classifier in this process as an engine, on the backend in use; `close` disposes of it. */
export function modelEngine(model: tf.LayersModel): Engine {
  const [, ...shape] = model.inputs[0].shape as number[];
  return {
    async predict(images, count) {
      const output = tf.tidy(() => {
        const x = tf.tensor(images, [count, ...shape]);
        return model.predict(x, { batchSize: BATCH }) as tf.Tensor;
      });
      const probabilities = await output.data<"float32">();
      output.dispose();
      return probabilities;
    },
    close() {
      model.dispose();
      return Promise.resolve();
    },
  };
}
