import type { InferenceSession } from "onnxruntime-node";
import * as ort from "onnxruntime-node";
import { ModelError } from "../base/errors.ts";
import type { Card } from "../model/card.ts";
import { readModelFiles } from "../model/model_files.ts";
import type { RunOptions, Session } from "./session.ts";

// onnxruntime tells its maker of its use, and keeps a name of the device in the home folder, unless it is told not to
// before the first session. Where it is told already nothing is set: native code of other threads may be reading the
// environment, which then moves under it.
const TELEMETRY = "ORT_DISABLE_TELEMETRY";
if (Deno.env.get(TELEMETRY) === undefined) Deno.env.set(TELEMETRY, "1");

/**
 * Threads sleep while they wait. Spinning would take five times the processor time, and on a busy machine
 * the slowest of a hundred answers would take 10 ms more.
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
      // Once, however often it is asked for.
      await (released ??= session.release());
    },
  };
}
