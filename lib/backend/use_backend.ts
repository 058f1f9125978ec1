/**
 * Which TensorFlow runs: native (the C library, through tfjs-node) or WebAssembly.
 *
 * Everything else takes `tf` from `@tensorflow/tfjs` and runs on the backend that was chosen here.
 */
import nodeUtil from "node:util";
import * as tf from "@tensorflow/tfjs";
import { UserError } from "../base/errors.ts";
import { registerBatchMatMul } from "./batch_mat_mul.ts";
import { registerFilterGradient, registerInputGradient } from "./convolution_gradients.ts";
import { nativePaths } from "./native_paths.ts";
import { registerTile } from "./tile.ts";

/** What runs. */
export interface Backend {
  readonly name: "native" | "wasm";
  /** Why `auto` took wasm, what that costs and what mends it: one line for people. */
  readonly note?: string;
}

/**
 * Makes TensorFlow.js run on the backend chosen; `auto` is native where it is set up, else wasm.
 *
 * @throws {UserError} when `native` is asked for and is not set up or does not load.
 */
export async function useBackend(choice: Backend["name"] | "auto"): Promise<Backend> {
  if (choice === "wasm") return await useWasm();
  const trouble = await useNative();
  if (trouble === null) return { name: "native" };
  if (choice === "native") {
    throw new UserError(`native TensorFlow ${trouble}, or train with --backend wasm`);
  }
  return {
    ...await useWasm(),
    note: `training on wasm, several times slower a step: native TensorFlow ${trouble}`,
  };
}

/** Switches to native TensorFlow; null, or why that fails and what helps, as the end of a sentence. */
async function useNative(): Promise<string | null> {
  const { addon } = nativePaths();
  try {
    await Deno.stat(addon);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return "is not set up; set it up with: deno task native";
  }
  // tfjs-node calls two functions that newer versions of Node's interface lack.
  const util = nodeUtil as unknown as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  // TensorFlow's own log: errors only, unless the person says otherwise.
  if (!Deno.env.has("TF_CPP_MIN_LOG_LEVEL")) Deno.env.set("TF_CPP_MIN_LOG_LEVEL", "3");
  try {
    await import("@tensorflow/tfjs-node");
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    return `is set up but does not load (${reason}); set it up anew with: deno task native`;
  }
  await select("tensorflow");
  return null;
}

let wasm: Promise<void> | null = null;

async function useWasm(): Promise<Backend> {
  await (wasm ??= startWasm());
  await select("wasm");
  return { name: "wasm" };
}

/** Sets the backend up, with the kernel that it lacks and others in place of slow ones. */
async function startWasm(): Promise<void> {
  await import("@tensorflow/tfjs-backend-wasm");
  await select("wasm");
  registerFilterGradient();
  registerInputGradient();
  registerBatchMatMul();
  registerTile();
}

/** Throws where a backend does not start: tfjs itself returns false and goes on with another one. */
async function select(name: string): Promise<void> {
  if (!await tf.setBackend(name)) throw new Error(`tfjs could not start its ${name} backend`);
}
