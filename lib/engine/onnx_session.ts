import type { InferenceSession } from "onnxruntime-node";
import * as ort from "onnxruntime-node";
import { ModelError } from "../base/errors.ts";
import type { Card } from "../model/card.ts";
import { readModelFiles } from "../model/model_files.ts";
import type { RunOptions, Session } from "./session.ts";

// onnxruntime sends its maker telemetry, and keeps an id of the device in the home folder, unless this is set before
// the first session. Where it is set already it is left alone: to set it could move the environment in memory while
// native code of other threads reads it.
const TELEMETRY = "ORT_DISABLE_TELEMETRY";
if (Deno.env.get(TELEMETRY) === undefined) Deno.env.set(TELEMETRY, "1");

/**
 * Threads that wait sleep. Spinning would take five times the processor time, and on a busy machine the slowest of a
 * hundred answers would take 10 ms more.
 */
const OPTIONS: InferenceSession.SessionOptions = {
  graphOptimizationLevel: "all",
  extra: { session: { intra_op: { allow_spinning: "0" } } },
};

/**
 * Opens `model.onnx` of a model folder with onnxruntime, in this process.
 *
 * @throws {ModelError} when a file is not the one that the card speaks of, or cannot be run.
 */
export async function openSession(
  folder: string,
  card: Pick<Card, "files">,
  { threads }: RunOptions = {},
): Promise<Session> {
  const [bytes] = await readModelFiles(folder, card, ["model.onnx"]);
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(bytes, {
      ...OPTIONS,
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    });
  } catch (error) {
    throw new ModelError(
      `${folder}/model.onnx: onnxruntime cannot run it: ${(error as Error).message}`,
      { cause: error },
    );
  }
  const [input] = session.inputNames;
  let released: Promise<void> | undefined;
  return {
    async run(images, dims) {
      const answers = await session.run({ [input]: new ort.Tensor("float32", images, dims) });
      return Object.fromEntries(
        session.outputNames.map((name) => {
          const { data, dims } = answers[name];
          return [name, { data: data as Float32Array, dims }];
        }),
      );
    },
    async close() {
      // Releases it once, however often it is closed.
      await (released ??= session.release());
    },
  };
}
