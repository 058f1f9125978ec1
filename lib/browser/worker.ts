/**
 * Reads drawings, and explains readings, in a browser's worker: `deno task page` bundles this file, and the
 * page starts it.
 *
 * It reads with the same code as everywhere, on TensorFlow.js and WebAssembly. Its files lie beside it.
 */
import * as tf from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { ImageError } from "../base/errors.ts";
import type { Engine } from "../engine/engine.ts";
import { explainDigit, type Explanation } from "../explain_digit.ts";
import { darkness } from "../image/darkness.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { type DetailedReading, readPicture } from "../read_picture.ts";
import type { ReadingStep } from "../reading_step.ts";
import { afterOthers } from "./after_others.ts";
import { type OpenPack, openPack } from "./open_pack.ts";
import type { StagePictures } from "./stage_pictures.ts";

/** A picture, and the question's number, which the answer bears too. */
interface Asked {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of every pixel; nothing of it shows through. */
  readonly pixels: Uint8Array;
}

/** What is asked: what a drawing says, or of a digit as the classifier saw it, dark on light, why it was read so. */
export type Question =
  & Asked
  & (
    | {
      readonly task: "read";
      /** Whether to say what each step saw. */
      readonly steps: boolean;
    }
    | { readonly task: "explain" | "stages" }
  );

/** What came of it, or the code of an error. */
export type Answer =
  & { readonly id: number }
  & (
    | {
      readonly steps: readonly ReadingStep[];
      readonly detailed?: DetailedReading;
      readonly code?: string;
    }
    | { readonly explanation: Explanation; readonly input: GrayImage }
    | { readonly stages: readonly StagePictures[] }
    | { readonly code: string }
  );

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

/** One reading after the other: TensorFlow.js has one memory. */
let turn: Promise<void> = opening.then(() => {}, () => {});

scope.onmessage = ({ data }) => {
  const tell = async () => scope.postMessage(await answer(data));
  // Nobody who draws waits for an explanation: it goes on between readings.
  if (data.task === "explain") tell();
  else turn = turn.then(tell);
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

async function answer(question: Question): Promise<Answer> {
  const { id, width, height, pixels } = question;
  const picture = { width, height, data: darkness(pixels, 4), scale: 1 };
  const seen: ReadingStep[] = [];
  try {
    const parts = await opening;
    switch (question.task) {
      case "read": {
        const onStep = question.steps ? (step: ReadingStep) => void seen.push(step) : undefined;
        return { id, steps: seen, detailed: await readPicture(picture, parts, { onStep }) };
      }
      case "explain":
        return {
          id,
          explanation: await explainDigit(picture, { ...parts, engine: unhurried(parts) }),
          input: picture,
        };
      case "stages":
        return { id, stages: parts.stages(picture) };
    }
  } catch (error) {
    return { id, steps: seen, code: error instanceof ImageError ? error.code : "internal" };
  }
}

/** The same engine; before each run, others have theirs. */
function unhurried({ engine }: OpenPack): Pick<Engine, "predict"> {
  return {
    async predict(images, count) {
      await afterOthers();
      return engine.predict(images, count);
    },
  };
}
