import type { InferenceSession } from "onnxruntime-node";
import * as ort from "onnxruntime-node";
import { ModelError } from "../errors.ts";
import type { ModelCard } from "../network/card.ts";
import { readModelFile } from "../network/model_files.ts";
import type { Engine } from "./engine.ts";

/** Pictures in one run: more gain no speed and cost memory. */
const BATCH = 256;

/**
 * Opens `model.onnx` of a model folder with onnxruntime, in this process.
 *
 * @throws {ModelError} when the file is not the one that the card speaks of, or cannot be run.
 */
export async function openOnnx(folder: string, card: ModelCard): Promise<Engine> {
  const bytes = await readModelFile(folder, "model.onnx", card);
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(bytes, { graphOptimizationLevel: "all" });
  } catch (error) {
    throw new ModelError(
      `${folder}/model.onnx: onnxruntime cannot run it: ${(error as Error).message}`,
      { cause: error },
    );
  }
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  const { width, height } = card.input;
  const classes = card.classes.length;
  return {
    async predict(images, count) {
      const pixels = width * height;
      if (images.length !== count * pixels) {
        throw new RangeError(
          `${count} pictures of ${width}x${height} are ${count * pixels} numbers, ` +
            `got ${images.length}`,
        );
      }
      const probabilities = new Float32Array(count * classes);
      for (let start = 0; start < count; start += BATCH) {
        const end = Math.min(count, start + BATCH);
        const part = images.subarray(start * pixels, end * pixels);
        const x = new ort.Tensor("float32", part, [end - start, height, width, 1]);
        const outputs = await session.run({ [input]: x });
        probabilities.set(outputs[output].data as Float32Array, start * classes);
      }
      return probabilities;
    },
    close: () => session.release(),
  };
}
