/**
 * Reads drawings in a browser's worker: `deno task page` bundles this file, and the page starts it.
 *
 * It reads with the same code as everywhere, on TensorFlow.js and WebAssembly. Its files lie beside it.
 */
import * as tf from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { ImageError } from "../base/errors.ts";
import { darkness } from "../image/darkness.ts";
import { type DetailedReading, readPicture } from "../read_picture.ts";
import type { ReadingStep } from "../reading_step.ts";
import { openPack } from "./open_pack.ts";

/** A drawing that is to be read, and its number, which the answer bears too. */
export interface Question {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of every pixel; nothing of it shows through. */
  readonly pixels: Uint8Array;
  /** Whether to say what each step saw. */
  readonly steps: boolean;
}

/** What came of it: a reading, or the code of an error. */
export type Answer =
  & { readonly id: number; readonly steps: readonly ReadingStep[] }
  & ({ readonly detailed: DetailedReading } | { readonly code: string });

/** Said once, before any answer: whether drawings can be read here, or why not. */
export type Opening = { readonly opened: true } | { readonly opened: false; readonly why: string };

/** What a worker's global scope has; the types at hand here are a window's. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<Question>) => void;
  postMessage(message: Answer | Opening): void;
};

const opening = open();
opening.then(
  () => scope.postMessage({ opened: true }),
  (error: Error) => scope.postMessage({ opened: false, why: error.message }),
);

/** One after the other: TensorFlow.js has one memory. */
let turn: Promise<void> = opening.then(() => {}, () => {});

scope.onmessage = ({ data }) => {
  turn = turn.then(async () => scope.postMessage(await answer(data)));
};

async function open() {
  setWasmPaths("./");
  if (!await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) {
    throw new Error("this browser's WebAssembly has no SIMD");
  }
  if (!await tf.setBackend("wasm")) throw new Error("WebAssembly could not be started");
  const parts = await openPack(await fetchModels());
  // The first run is many times slower than the next: nobody should wait for it.
  await parts.finder(new Float32Array(256 * 256), [1, 256, 256, 1]);
  return parts;
}

async function fetchModels(): Promise<Uint8Array> {
  const { ok, status, body } = await fetch("models.gz");
  if (!ok) throw new Error(`the models could not be loaded: status ${status}`);
  const unpacked = new Response(body!.pipeThrough(new DecompressionStream("gzip")));
  return new Uint8Array(await unpacked.arrayBuffer());
}

async function answer({ id, width, height, pixels, steps }: Question): Promise<Answer> {
  const seen: ReadingStep[] = [];
  const onStep = steps ? (step: ReadingStep) => void seen.push(step) : undefined;
  const picture = { width, height, data: darkness(pixels, 4), scale: 1 };
  try {
    const detailed = await readPicture(picture, await opening, { onStep });
    return { id, steps: seen, detailed };
  } catch (error) {
    return { id, steps: seen, code: error instanceof ImageError ? error.code : "internal" };
  }
}
