import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../lib/engine/engine.ts";

/** Pictures in one forward pass. */
const BATCH = 500;

/** A network that was just trained, as an engine; `close` disposes of it. */
export function modelEngine(model: tf.LayersModel): Engine {
  const [, ...shape] = model.inputs[0].shape as number[];
  return {
    async predict(images, count) {
      const rows = tf.tidy(() => {
        const x = tf.tensor(images, [count, ...shape]);
        return model.predict(x, { batchSize: BATCH }) as tf.Tensor;
      });
      const probabilities = await rows.data<"float32">();
      rows.dispose();
      return probabilities;
    },
    close() {
      model.dispose();
      return Promise.resolve();
    },
  };
}
