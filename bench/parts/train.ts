/** A step of training each network, beside Keras and PyTorch. */
import * as tf from "@tensorflow/tfjs";
import { type Backend, useBackend } from "../../lib/backend/use_backend.ts";
import { UserError } from "../../lib/base/errors.ts";
import { onError } from "../../lib/base/on_error.ts";
import { quantile } from "../../lib/base/quantile.ts";
import { baselinePython, TORCH } from "../baseline_python.ts";
import { compare, type Comparison, milliseconds } from "../comparison.ts";
import { type Part, stepOf } from "../part.ts";
import { kerasNetwork, type PythonProgram, startPython } from "../python_program.ts";
import { kernelShares } from "./train/kernel_shares.ts";
import { macs } from "./train/macs.ts";
import { type Trainee, TRAINEES } from "./train/trainees.ts";

export const train: Part = {
  title: "A step of training",
  about:
    "Forward, gradients and Adam, on numbers that are ready: of the report CNN (64 x 64) and the digit net " +
    "(28 x 28) through lib/network/fit.ts, of the finder (256 x 256) through lib/network/finder_step.ts. Keras 3 " +
    "on TensorFlow trains the same layers by `fit`, PyTorch in a loop with its fused Adam and a pixel's channels " +
    "side by side, in batches of the same size; all with as many threads as there are cores. (The wheel of PyTorch " +
    "that pip finds by name brings CUDA along, 3 GB to fetch and 5.8 GB on disk; here it runs on the processor.)",
  async measure({ python, rounds, fast, onProgress }) {
    // Native TensorFlow alone tells what takes most of a step, which a notebook looks up in the report.
    if ((await useBackend("auto")).name !== "native") {
      throw new UserError("steps are compared on native TensorFlow; deno task native sets it up");
    }
    const notes: string[] = [];
    const torch = python && await baselinePython(TORCH).catch(onError(UserError, ({ message }) => {
      notes.push(`PyTorch is left out: ${message}.`);
      return null;
    }));
    await using inKeras = python ? startPython(python, "train.py") : null;
    await using inTorch = torch ? startPython(torch, "train_torch.py") : null;
    const comparisons: Comparison[] = [];
    const names = Object.keys(TRAINEES);
    for (const [n, name] of names.entries()) {
      const trainee = TRAINEES[name]();
      const { model, batch } = trainee;
      const count = fast ? 2 : 8;
      // The finder's step takes half a minute there.
      const onWasm = name !== "finder" && !fast;
      const what = `${name}, a step of ${batch}`;
      const one = await compare(what, "ms", side(trainee, "native", count), {
        "Keras 3": inKeras && await pythonSide(inKeras, name, trainee, count),
        "PyTorch": inTorch && await pythonSide(inTorch, name, trainee, count),
        "ours on WebAssembly": onWasm ? await wasmSide(name) : null,
      }, { rounds, onProgress: stepOf(onProgress, n, names.length) });
      comparisons.push(one);
      await useBackend("native");
      notes.push(`Of a step of the ${name}: ${await largest(trainee)}.`);
      // The finder takes pictures of any size: what its layers do at one is not counted.
      if (name === "finder") continue;
      // Each multiply-add is done once forward and twice for the gradients; each is two operations.
      const reached = 6 * macs(model) * batch / median(one.ours) / 1e6;
      const share = Math.round(100 * reached / await matrixSpeed());
      notes.push(
        `A step of the ${name} makes ${reached.toFixed(0)} billion operations a second in its ` +
          `layers: ${share} % of what the product of two matrices of 1024 x 1024 makes.`,
      );
    }
    return { comparisons, notes };
  },
};

const median = (times: readonly number[]) => quantile(times, 0.5);

function side(trainee: Trainee, backend: Backend["name"], count: number) {
  return async () => {
    await useBackend(backend);
    return median(await trainee.steps(count));
  };
}

/** The same network made and trained on WebAssembly. */
async function wasmSide(name: string) {
  await useBackend("wasm");
  return side(TRAINEES[name](), "wasm", 2);
}

/** The same layers in a program of `bench/baselines/`. */
async function pythonSide(program: PythonProgram, name: string, trainee: Trainee, count: number) {
  const { model, batch, beta2, decay, shape, targets } = trainee;
  const network = kerasNetwork(model, shape);
  const weights = await program.ask<number>("load", { name, network, beta2, decay });
  if (weights !== model.countParams()) {
    throw new Error(`the ${name} has ${model.countParams()} weights, in Python ${weights}`);
  }
  return async () => median(await program.ask("steps", { name, batch, count, shape, targets }));
}

/** The kernels that take most of a step, in words. */
async function largest(trainee: Trainee): Promise<string> {
  const shares = await kernelShares(() => trainee.steps(8));
  const words = shares.slice(0, 6).map(([name, share]) => `${name} ${Math.round(100 * share)} %`);
  return words.join(", ");
}

/** Billions of operations a second of the product of two matrices of 1024 x 1024. */
async function matrixSpeed(): Promise<number> {
  const side = 1024;
  const matrix = tf.ones([side, side]);
  const multiply = () => tf.tidy(() => tf.matMul(matrix, matrix).sum().dataSync());
  const times: number[] = [];
  for (let n = 0; n < 12; n++) times.push(await milliseconds(multiply));
  matrix.dispose();
  return 2 * side ** 3 / median(times) / 1e6;
}
