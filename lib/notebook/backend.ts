/**
 * What the networks of a notebook compute on: importing this sets it.
 *
 * Native TensorFlow where `deno task native` has set it up, WebAssembly elsewhere and in a quick check.
 *
 * @module
 */
import { type Backend, useBackend } from "../backend/use_backend.ts";
import { fast } from "./mode.ts";

export const backend: Backend = await useBackend(fast ? "wasm" : "auto");
