import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine/engine.ts";

/** Pictures in one forward pass. */
const BATCH = 500;

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
