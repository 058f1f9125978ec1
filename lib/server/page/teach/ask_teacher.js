import { settled } from "../start_reader.js";

/** What teaches: a worker of its own, so that drawings are read meanwhile; null before it is needed. */
let worker = null;
const waiting = new Map();
let count = 0;

/**
 * Asks the teacher.
 *
 * @param request its `kind`, and what belongs to it
 * @param onRecord told how far it is
 * @returns the promise of what comes of it
 */
export function askTeacher(request, onRecord = () => {}) {
  worker ??= startTeacher();
  const id = count++;
  const answer = settled();
  waiting.set(id, { ...answer, onRecord });
  worker.postMessage({ id, ...request });
  return answer.promise;
}

function startTeacher() {
  const started = new Worker(new URL("teacher.js", import.meta.url));
  started.addEventListener("message", ({ data: { id, record, failure, result } }) => {
    const { onRecord, reject, resolve } = waiting.get(id);
    if (record) return onRecord(record);
    waiting.delete(id);
    if (failure === undefined) return resolve(result);
    reject(new Error(failure));
    // WebAssembly that could not be loaded is not tried again by the same worker.
    if (waiting.size === 0) end();
  });
  started.addEventListener("error", (event) => {
    event.preventDefault();
    end();
    for (const { reject } of waiting.values()) reject(new Error(event.message));
    waiting.clear();
  });
  return started;

  function end() {
    started.terminate();
    worker = null;
  }
}
