import * as tf from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

/**
 * Makes TensorFlow.js run on WebAssembly.
 *
 * @param folder Where its `.wasm` file lies.
 * @throws {Error} when this browser cannot.
 */
export async function startWasm(folder: string): Promise<void> {
  setWasmPaths(folder);
  if (!await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) {
    throw new Error("this browser's WebAssembly has no SIMD");
  }
  if (!await tf.setBackend("wasm")) throw new Error("WebAssembly could not be started");
}
