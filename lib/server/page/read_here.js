import { isWriting, toPixels } from "./draw_strokes.js";
import { ReadError } from "./read_picture.js";
import { toDataUrl } from "./to_data_url.js";

/** Whether this browser has what reading on the device takes. */
export const canReadHere = ["Worker", "WebAssembly", "OffscreenCanvas", "DecompressionStream"]
  .every((name) => name in globalThis);

/** Reading on the device cannot be begun, or broke down. */
export class NotHereError extends Error {}

/** The promise of a function that asks the worker; null where there is none, or none could be started. */
let opening = null;
/** Whether the promise was kept. */
let isOpen = false;
/** What was asked last, and the answer's promise. */
let last = { strokes: null };

/** What someone taught, which drawings are read with then; and whether each drawing is one sign. */
let [taught, isWhole] = [null, false];

/** What the server's model tells apart. */
let classes = [];

/** How long the start is waited for, in milliseconds; then this drawing is not read here. */
const PATIENCE = 20_000;

/** Whether a drawing would be read at once. */
export function isReadingHere() {
  return isOpen;
}

/** Whether there is anything to be read in a drawing: a dot is none, unless it may be a sign. */
export function isReadable(drawing) {
  return isWhole ? drawing.strokes.length > 0 : isWriting(drawing);
}

/**
 * Starts what reads on the device; it is loaded then, if it was not before.
 *
 * @throws {NotHereError} where that fails; the next call tries again
 */
export async function openReader() {
  opening ??= startWorker();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new NotHereError("it takes too long")), PATIENCE);
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The names of what the server's model tells apart.
 *
 * @throws {NotHereError} where this device cannot read
 */
export async function classesHere() {
  await openReader();
  return classes;
}

/**
 * Has the drawings to come read with another model.
 *
 * @param model its card and its network; null for the server's
 * @param whole whether each drawing is one sign
 * @throws {NotHereError} where this device cannot read, or not with this model: then it reads with the server's
 */
export async function readWith(model, { whole }) {
  [taught, isWhole, last] = [model, whole, { strokes: null }];
  const { changed } = await (await openReader())({ model });
  if (changed) return;
  [taught, isWhole] = [null, false];
  throw new NotHereError("this model cannot be run");
}

/**
 * Reads a drawing on the device: nothing of it is sent. The same strokes are read once.
 *
 * @param additions what the answer shall hold beside the reading and what the network saw: `steps`
 * @param signal ends the waiting: then an AbortError is thrown
 * @param whole whether the drawing is one sign; as was chosen for all when left out
 * @throws {ReadError} where nothing can be read in it
 * @throws {NotHereError} where this device cannot read
 */
export async function readHere({ width, strokes }, additions, signal, whole = isWhole) {
  const ask = await openReader();
  signal.throwIfAborted();
  const steps = additions.includes("steps");
  const isKnown = last.strokes === strokes && last.width === width && last.hasSteps === steps &&
    last.whole === whole;
  if (!isKnown) {
    const answer = ask({ task: "read", ...toPixels({ width, strokes }), steps, whole });
    last = { strokes, width, hasSteps: steps, whole, answer };
  }
  const { detailed, code, steps: seen } = await last.answer;
  signal.throwIfAborted();
  if (code === "internal") throw new NotHereError("a defect");
  const pictures = seen.map(({ name, image }) => ({ name, image: toDataUrl(image) }));
  if (code) throw new ReadError(code, pictures);
  const { reading, inputs, ...size } = detailed;
  return {
    ...reading,
    ...size,
    inputs: inputs.map(toDataUrl),
    steps: pictures,
    reader: taught ? "taught" : "here",
  };
}

/** Starts the worker; gives a function that sends it a question and promises the answer. */
function startWorker() {
  const worker = new Worker("worker.js");
  const waiting = new Map();
  let count = 0;
  return new Promise((resolve, reject) => {
    const fail = (why) => {
      const error = new NotHereError(why);
      worker.terminate();
      reject(error);
      waiting.forEach((answer) => answer.reject(error));
      [opening, isOpen, last] = [null, false, { strokes: null }];
    };
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      fail(event.message ?? "its code could not be loaded");
    });
    worker.addEventListener("message", ({ data }) => {
      if (data.opened) {
        isOpen = true;
        classes = data.classes;
        if (taught) ask({ model: taught });
        return resolve(ask);
      }
      if (data.opened === false) return fail(data.why);
      waiting.get(data.id).resolve(data);
      waiting.delete(data.id);
    });
  });

  function ask(question) {
    const id = count++;
    const answer = Promise.withResolvers();
    waiting.set(id, answer);
    worker.postMessage({ id, ...question }, question.pixels ? [question.pixels.buffer] : []);
    return answer.promise;
  }
}
