/** A promise, and what settles it: browsers of 2023 have no `Promise.withResolvers`. */
export function settled() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** Reading on the device cannot be begun, or broke down. */
export class NotHereError extends Error {}

/**
 * Starts a worker that reads.
 *
 * @param onBroken told of a `NotHereError` when it breaks down after its start
 * @returns promises `ask`, which sends it a question and promises the answer; `waiting`, which counts the answers that
 * are awaited; `classes`, the names of the server's model's classes; and `end`, which ends it, and fails what is awaited
 */
export function startReader(onBroken) {
  const worker = new Worker("worker.js");
  const waiting = new Map();
  let count = 0;
  const opening = settled();
  let isOpen = false;
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    fail(event.message ?? "its code could not be loaded");
  });
  worker.addEventListener("message", ({ data }) => {
    if (data.opened) {
      isOpen = true;
      return opening.resolve({ ask, waiting: () => waiting.size, classes: data.classes, end });
    }
    if (data.opened === false) return fail(data.why);
    waiting.get(data.id).resolve(data);
    waiting.delete(data.id);
  });
  return opening.promise;

  function ask(question) {
    const id = count++;
    const answer = settled();
    waiting.set(id, answer);
    worker.postMessage({ id, ...question }, question.pixels ? [question.pixels.buffer] : []);
    return answer.promise;
  }

  function fail(why) {
    const error = new NotHereError(why);
    end(error);
    if (isOpen) onBroken(error);
    else opening.reject(error);
  }

  function end(error) {
    worker.terminate();
    waiting.forEach((answer) => answer.reject(error));
  }
}
