/**
 * Reads drawings, and explains readings, in a browser's worker: `deno task page` bundles this file, and the
 * page starts it.
 *
 * It reads with the same code as everywhere, on TensorFlow.js and WebAssembly. Its files lie beside it.
 */
import { ImageError } from "../base/errors.ts";
import type { Engine } from "../engine/engine.ts";
import { explainDigit, type Explanation } from "../explain_digit.ts";
import { MARGIN } from "../finder/finder_input.ts";
import { SETTINGS } from "../finder/finder_settings.ts";
import { darkness } from "../image/darkness.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { readPack } from "../model/model_pack.ts";
import { type DetailedReading, readPicture, type RecognizerParts } from "../read_picture.ts";
import type { ReadingStep } from "../reading_step.ts";
import { fetchUnpacked } from "./fetch_unpacked.ts";
import { type OpenClassifier, openClassifier, type OpenPack, openPack } from "./open_pack.ts";
import type { NetworkWithWeights } from "./pack_network.ts";
import type { StagePictures } from "./stage_pictures.ts";
import { startWasm } from "./start_wasm.ts";

/** A picture, and the question's number, which the answer has too. */
interface Picture {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of every pixel; all are opaque. */
  readonly pixels: Uint8Array;
}

/** Another classifier to read with from now on; null for the one that the server reads with. */
interface Change {
  readonly id: number;
  readonly model:
    | { readonly card: RecognizerParts["card"]; readonly network: NetworkWithWeights }
    | null;
}

/**
 * What is asked: what a drawing says; or, of a digit as the classifier saw it, dark on light, why it was read so, or
 * what each stage of the network makes of it.
 */
type DrawingQuestion =
  & Picture
  & (
    | {
      readonly task: "read";
      /** Whether to say what each step saw. */
      readonly steps: boolean;
      /** Whether the drawing is one sign, whatever it is. */
      readonly whole: boolean;
    }
    | {
      readonly task: "explain" | "stages";
      /** Whether the digit was read with what someone taught, and not with the server's model. */
      readonly taught: boolean;
    }
  );

/** What is answered, or the code of an error. */
type DrawingAnswer =
  & { readonly id: number }
  & (
    | {
      readonly steps: readonly ReadingStep[];
      readonly detailed?: DetailedReading;
      readonly code?: string;
    }
    | { readonly explanation: Explanation; readonly input: GrayImage }
    | { readonly stages: readonly StagePictures[] }
  );

/** Says that the drawings to come are read with another model, or that this one cannot be run here. */
interface Changed {
  readonly id: number;
  readonly changed: boolean;
}

/** Says once, before any answer, which classes are read, or why drawings cannot be read here. */
type Opening =
  | { readonly opened: true; readonly classes: readonly string[] }
  | { readonly opened: false; readonly why: string };

/** The worker's global scope, for which the types at hand are a window's. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<DrawingQuestion | Change>) => void;
  postMessage(message: DrawingAnswer | Changed | Opening): void;
};

const opening = open();
opening.then(
  ({ card: { classes } }) => scope.postMessage({ opened: true, classes }),
  (error: Error) => scope.postMessage({ opened: false, why: error.message }),
);

/** What drawings are read with. */
let parts: Promise<OpenPack> = opening;

/** The classifier that someone taught, where drawings are read with one; null where they are read with the server's. */
let taught: OpenClassifier | null = null;

/** One reading after the other: TensorFlow.js has one memory. */
let turn: Promise<void> = opening.then(() => {}, () => {});

/** Resolves when the explanations in progress are given. */
let explained: Promise<unknown> = Promise.resolve();

scope.onmessage = ({ data }) => {
  const tell = async () =>
    scope.postMessage("model" in data ? await change(data) : await answer(data));
  // Nobody who draws waits for an explanation: it goes on between readings.
  if ("task" in data && data.task === "explain") explained = Promise.all([explained, tell()]);
  else turn = turn.then(tell);
};

async function open(): Promise<OpenPack> {
  await startWasm("./");
  const parts = await openPack(readPack(await fetchUnpacked("models.gz")));
  // The first run is many times slower than the next: nobody should wait for it.
  const side = SETTINGS.firstLook + 2 * MARGIN;
  await parts.finder(new Float32Array(side * side), [1, side, side, 1]);
  return parts;
}

async function change({ id, model }: Change): Promise<Changed> {
  const shipped = await opening;
  const before = taught;
  taught = model && await openClassifier(model.card, model.network).catch(() => null);
  parts = Promise.resolve({ ...shipped, ...taught });
  explained.then(() => before?.dispose());
  return { id, changed: model === null || taught !== null };
}

async function answer(question: DrawingQuestion): Promise<DrawingAnswer> {
  const { id, width, height, pixels } = question;
  const picture = { width, height, data: darkness(pixels, 4), scale: 1 };
  const seen: ReadingStep[] = [];
  try {
    switch (question.task) {
      case "read": {
        const { steps, whole } = question;
        const onStep = steps ? (step: ReadingStep) => void seen.push(step) : undefined;
        const detailed = await readPicture(picture, await parts, { onStep, whole });
        return { id, steps: seen, detailed };
      }
      case "explain": {
        const reader = await (question.taught ? parts : opening);
        return {
          id,
          explanation: await explainDigit(picture, { ...reader, engine: unhurried(reader) }),
          input: picture,
        };
      }
      case "stages":
        return { id, stages: (await (question.taught ? parts : opening)).stages(picture) };
    }
  } catch (error) {
    return { id, steps: seen, code: error instanceof ImageError ? error.code : "internal" };
  }
}

/** Resolves once the messages that have come by now were handled; timers would wait four milliseconds more. */
function afterOthers(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const taken = new Promise<void>((resolve) => port1.onmessage = () => resolve());
  port2.postMessage(null);
  return taken.finally(() => port1.close());
}

/** The same engine, which lets readings go first before each of its runs. */
function unhurried({ engine }: OpenPack): Pick<Engine, "predict"> {
  return {
    async predict(images, count) {
      await afterOthers();
      return engine.predict(images, count);
    },
  };
}
