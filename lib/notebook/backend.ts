/**
 * What the networks of a notebook compute on: importing this sets it.
 *
 * Native TensorFlow where `deno task native` has set it up, WebAssembly elsewhere and in a quick check.
 */
import { type Backend, useBackend } from "../backend/use_backend.ts";

const isQuick = Deno.env.get("NOTEBOOK_FAST") === "1";

export const backend: Backend = await useBackend(isQuick ? "wasm" : "auto");
