/** The convnet of the Keras documentation, as an engine: what the recognizer is compared with. */
import { join } from "@std/path";
import { UserError } from "../lib/base/errors.ts";
import type { Engine } from "../lib/engine/engine.ts";
import { fingerprint } from "../lib/model/fingerprint.ts";
import { linesOf } from "../tools/lines_of.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { baselinePython, BASELINES } from "./baseline_python.ts";
import { mnistFiles, startPython } from "./python_program.ts";

const SCRIPT = "convnet.py";
const TENSORFLOW = { requirements: ["tensorflow-cpu==2.21.0"], bytes: 1.75e9 };
const PIXELS = 28 * 28;

/**
 * Opens the baseline; trains it first where it is not trained yet, which takes some minutes.
 *
 * @throws {UserError} when there is no Python for it, or the script fails.
 */
export async function openKerasBaseline(): Promise<Engine> {
  const python = await baselinePython(TENSORFLOW);
  const { sha256 } = fingerprint(await Deno.readFile(`bench/baselines/${SCRIPT}`));
  // Another script is another network: its weights go by its name.
  const weights = join(BASELINES, `keras-${sha256.slice(0, 12)}.weights.h5`);
  if (!await Deno.stat(weights).then(() => true, () => false)) await train(python, weights);

  const program = startPython(python, SCRIPT);
  await program.ask("load", { weights });
  return {
    async predict(images, count) {
      const probabilities: number[] = [];
      for (let from = 0; from < count; from += 500) {
        const part = images.slice(from * PIXELS, Math.min(count, from + 500) * PIXELS);
        // Numbers go as they lie in memory, little-endian wherever TensorFlow runs.
        const pictures = new Uint8Array(part.buffer).toBase64();
        probabilities.push(...(await program.ask<number[][]>("predict", { pictures })).flat());
      }
      return Float32Array.from(probabilities);
    },
    close: async () => await program[Symbol.asyncDispose](),
  };
}

async function train(python: string, weights: string): Promise<void> {
  await Deno.mkdir(BASELINES, { recursive: true });
  const child = new Deno.Command(python, {
    args: [`bench/baselines/${SCRIPT}`, "train", ...mnistFiles("train"), weights],
    env: { TF_CPP_MIN_LOG_LEVEL: "3" },
    stdout: "piped",
  }).spawn();
  const bar = progressBar("training the Keras baseline");
  for await (const line of linesOf(child.stdout)) {
    const { epoch, epochs, validation } = JSON.parse(line);
    bar.onProgress(epoch, epochs, `validation ${(100 * validation).toFixed(2)}%`);
  }
  bar.finish();
  if (!(await child.status).success) {
    throw new UserError(
      `${SCRIPT} failed, in its own words above; removing ${BASELINES} starts it afresh`,
    );
  }
}
