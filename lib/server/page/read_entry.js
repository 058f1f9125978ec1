import { toPicture } from "./draw_strokes.js";
import { fitPicture } from "./fit_picture.js";
import { canReadHere, NotHereError, readHere } from "./read_here.js";
import { ReadError, readPicture, serverIsBack } from "./read_picture.js";

/** After these the server is asked again, in a moment: it was away, or had too much to do. */
const AWAITED = ["unreachable", "busy", "too-many-requests", "too-many-bytes"];

/**
 * Something that is to be read: a file, or a drawing.
 *
 * `blob` is what is sent, `url` what is shown; null where that is not known yet, or where the pad shows
 * it. `answer` or `failure`, an error's code, say what came of it. `isBegun` is the
 * queue's: whether its turn has come; `isAwaiting` says that it is read again when the server can.
 */
export function createEntry({ file = null, drawing = null }) {
  return {
    name: file?.name ?? "",
    file,
    drawing,
    blob: null,
    url: null,
    answer: null,
    failure: null,
    isBegun: false,
    isAwaiting: false,
    end: new AbortController(),
  };
}

/**
 * Reads an entry, and again where the server was away or busy.
 *
 * @param onChange told when the entry knows more; not after it was ended
 */
export async function readEntry(entry, onChange) {
  const { signal } = entry.end;
  const tell = () => signal.aborted || onChange(entry);
  entry.answer = entry.failure = null;
  if (entry.file && !entry.blob) {
    Object.assign(entry, await fitPicture(entry.file));
    if (signal.aborted) return endEntry(entry);
    tell();
  }
  // What the browser cannot show is shown as the server sees it.
  const isUnseen = entry.file && !entry.url;
  try {
    entry.answer = await askFor(entry, isUnseen ? ["inputs", "steps"] : ["inputs"]);
    if (isUnseen) entry.url = entry.answer.steps[0].image;
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ReadError)) throw error;
    entry.failure = error.code;
    if (isUnseen) entry.url = error.steps[0]?.image ?? null;
  }
  tell();
  if (!AWAITED.includes(entry.failure) || entry.isAwaiting) return;
  entry.isAwaiting = true;
  const isBack = await serverIsBack(signal);
  entry.isAwaiting = false;
  // Someone may have tried again meanwhile.
  if (isBack && AWAITED.includes(entry.failure)) await readEntry(entry, onChange);
}

/**
 * Asks who is to read an entry: the device a drawing, if it can, and the server anything else.
 *
 * @param additions what the answer shall hold beside the reading: `inputs`, `steps`
 * @returns the answer, its `reader` `here`, `server`, or `server-instead` where the device should have read
 * @throws {ReadError} where nothing was read
 */
export async function askFor(entry, additions) {
  const { signal } = entry.end;
  let reader = "server";
  if (entry.drawing && canReadHere) {
    try {
      return await readHere(entry.drawing, additions, signal);
    } catch (error) {
      if (!(error instanceof NotHereError)) throw error;
      reader = "server-instead";
    }
  }
  entry.blob ??= await toPicture(entry.drawing);
  return { ...await readPicture(entry.blob, additions, signal), reader };
}

/** Ends an entry: no answer to it is waited for, and its picture is let go. */
export function endEntry(entry) {
  entry.end.abort();
  if (entry.url?.startsWith("blob:")) URL.revokeObjectURL(entry.url);
}

/** How sure the least sure digit of an answer is. */
export function sureness({ digits }) {
  return Math.min(...digits.map(({ confidence }) => confidence));
}
