import type { ModelCard } from "../model/card.ts";
import type { Engine } from "./engine.ts";
import { openSession } from "./onnx_session.ts";
import { predictInBatches } from "./predict_in_batches.ts";
import type { RunOptions } from "./session.ts";

/** Most pictures in one run: more are no faster and take more memory. */
const BATCH = 256;

/**
 * Opens a classifier's `model.onnx` with onnxruntime, in this process.
 *
 * @throws {ModelError} when a file is not the one that the card speaks of, or cannot be run.
 */
export async function openOnnx(
  folder: string,
  card: ModelCard,
  options?: RunOptions,
): Promise<Engine> {
  const session = await openSession(folder, card, options);
  const { width, height } = card.input;
  const run = async (images: Float32Array, count: number) => {
    const [probabilities] = Object.values(await session.run(images, [count, height, width, 1]));
    return probabilities.data;
  };
  return {
    predict: (images, count) => predictInBatches(run, { images, count, card, batch: BATCH }),
    close: session.close,
  };
}
