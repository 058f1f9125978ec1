import { join } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import { UserError } from "../../base/errors.ts";
import type { Engine } from "../../engine/engine.ts";
import { predictInBatches } from "../../engine/predict_in_batches.ts";
import type { ModelCard } from "../../model/card.ts";
import { readModelFiles } from "../../model/model_files.ts";
import { INPUT_NAME, OUTPUT_NAME } from "../../network/export/inference_graph.ts";

/** Pictures in one forward pass. */
const BATCH = 256;

/**
 * Opens `saved_model/` of a model folder with TensorFlow's C library.
 *
 * @throws {UserError} when native TensorFlow is not the backend in use: no other reads this format.
 * @throws {ModelError} when a file is not the one that the card speaks of.
 */
export async function openSavedModel(folder: string, card: ModelCard): Promise<Engine> {
  if (tf.getBackend() !== "tensorflow") {
    throw new UserError(
      `a SavedModel is read by native TensorFlow, and "${tf.getBackend()}" is in use; ` +
        "set it up with: deno task native",
    );
  }
  await readModelFiles(folder, card, ["saved_model/saved_model.pb"]);
  const { node } = await import("@tensorflow/tfjs-node");
  const saved = await node.loadSavedModel(join(folder, "saved_model"), ["serve"]);
  const { width, height } = card.input;
  const run = async (images: Float32Array, count: number) => {
    const x = tf.tensor4d(images, [count, height, width, 1]);
    const outputs = saved.predict({ [INPUT_NAME]: x }) as tf.NamedTensorMap;
    const probabilities = await outputs[OUTPUT_NAME].data<"float32">();
    tf.dispose([x, outputs]);
    return probabilities;
  };
  return {
    predict: (images, count) => predictInBatches(run, { images, count, card, batch: BATCH }),
    close() {
      saved.dispose();
      return Promise.resolve();
    },
  };
}
