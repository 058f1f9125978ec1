import { isWriting, toPixels } from "./draw_strokes.js";
import { ReadError } from "./read_picture.js";
import { NotHereError, startReader } from "./start_reader.js";
import { toDataUrl } from "./to_data_url.js";

export { NotHereError };

/** Whether this browser has what reading on the device takes. */
export const canReadHere = ["Worker", "WebAssembly", "DecompressionStream"]
  .every((name) => name in globalThis);

/** The promise of a function that asks the workers; null before they are started, and where none could be. */
let opening = null;
/** The workers that can be asked. */
let readers = [];
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
  return readers.length > 0;
}

/** How many drawings are read at once. */
export function readingAtOnce() {
  return readers.length;
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
  opening ??= startReaders();
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
    reader: !taught ? "here" : whole ? "taught-whole" : "taught",
  };
}

/** Starts the workers; promises a function that asks the one with the least to do. */
async function startReaders() {
  try {
    const first = await startReader(breakDown);
    classes = first.classes;
    add(first);
  } catch (error) {
    opening = null;
    throw error instanceof NotHereError ? error : new NotHereError(error);
  }
  startAnother();
  return ask;
}

/** While one worker still reads what the pen has left behind, a second one reads what is newer. */
async function startAnother() {
  if (navigator.hardwareConcurrency < 2) return;
  try {
    add(await startReader(breakDown));
  } catch {
    // Without it, drawings are read one after the other.
  }
}

function add(reader) {
  if (taught) reader.ask({ model: taught });
  readers.push(reader);
}

async function ask(question) {
  if (!("model" in question)) {
    return await readers.reduce((one, next) => next.waiting() < one.waiting() ? next : one)
      .ask(question);
  }
  const askAll = (model) => Promise.all(readers.map((reader) => reader.ask({ model })));
  const changed = (await askAll(question.model)).every(({ changed }) => changed);
  // All read with one model: where one of them cannot run it, none does.
  if (!changed) await askAll(null);
  return { changed };
}

function breakDown(error) {
  readers.forEach(({ end }) => end(error));
  [opening, readers, last] = [null, [], { strokes: null }];
}
