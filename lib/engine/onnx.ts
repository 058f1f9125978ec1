import type { InferenceSession } from "onnxruntime-node";
import * as ort from "onnxruntime-node";
import { ModelError } from "../errors.ts";
import type { ModelCard } from "../network/card.ts";
import { readModelFiles } from "../network/model_files.ts";
import type { Engine } from "./engine.ts";
import { predictInBatches } from "./predict_in_batches.ts";

/** Pictures in one run: more gain no speed and cost memory. */
const BATCH = 256;

/**
 * Threads wait without spinning: spinning, an answer burns five times the processor time that it needs, and
 * on a busy machine the slowest in a hundred take 10 ms more.
 */
const SESSION: InferenceSession.SessionOptions = {
  graphOptimizationLevel: "all",
  extra: { session: { intra_op: { allow_spinning: "0" } } },
};

/**
 * Opens `model.onnx` of a model folder with onnxruntime, in this process.
 *
 * @throws {ModelError} when a file is not the one that the card speaks of, or cannot be run.
 */
export async function openOnnx(folder: string, card: ModelCard): Promise<Engine> {
  const [bytes] = await readModelFiles(folder, card, ["model.onnx"]);
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(bytes, SESSION);
  } catch (error) {
    throw new ModelError(
      `${folder}/model.onnx: onnxruntime cannot run it: ${(error as Error).message}`,
      { cause: error },
    );
  }
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  const { width, height } = card.input;
  const run = async (images: Float32Array, count: number) => {
    const x = new ort.Tensor("float32", images, [count, height, width, 1]);
    const outputs = await session.run({ [input]: x });
    return outputs[output].data as Float32Array;
  };
  return {
    predict: (images, count) => predictInBatches(run, { images, count, card, batch: BATCH }),
    close: () => session.release(),
  };
}
