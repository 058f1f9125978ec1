import type { Dataset } from "../dataset.ts";
import type { FinderBatch } from "./finder_batches.ts";
import type { FinderPicture } from "./finder_picture.ts";

/** What a thread is told first. */
export interface Setting {
  /** Where the handwriting comes from: digits as in MNIST. */
  readonly digits: Dataset;
  readonly seed: number;
  /** Examples in a batch. */
  readonly batch: number;
}

/** What a thread is asked for: a picture by its number, kept or given away, or a batch of parts of those that it keeps. */
export type Order =
  | { readonly number: number; readonly isKept: boolean }
  | { readonly step: number };

/** A picture, null in place of one that is kept, or a batch. */
export type Answer = FinderPicture | FinderBatch | null;

/** Threads that draw, the same number on every machine: a batch is of one thread's pictures, so another would change it. */
export const THREADS = 2;

/** Pictures that are drawn ahead of those that are awaited: what waits takes memory. */
const AHEAD = 8 * THREADS;

/** Starts the threads; `ask` gives an order to the one whose turn it is. */
export function startThreads(setting: Setting) {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  const fail = (reason: unknown) => waiting.forEach(({ reject }) => reject(reason));
  const workers = Array.from({ length: THREADS }, () => {
    const worker = new Worker(new URL("./finder_thread.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data: { id, answer } }: MessageEvent<{ id: number; answer: Answer }>) => {
      waiting.get(id)?.resolve(answer);
      waiting.delete(id);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(new Error(`drawing pictures failed: ${event.message}`));
    };
    worker.postMessage(setting);
    return worker;
  });
  let asked = 0;
  return {
    ask(order: Order): Promise<Answer> {
      const id = asked++;
      const answer = Promise.withResolvers<Answer>();
      // What is asked for ahead may never be awaited: its failure must not end the program as unhandled.
      answer.promise.catch(() => {});
      waiting.set(id, answer);
      const turn = "step" in order ? order.step : order.number;
      workers[turn % THREADS].postMessage({ id, order });
      return answer.promise;
    },
    fail,
    [Symbol.dispose]: () => workers.forEach((worker) => worker.terminate()),
  };
}

/** Draws `count` pictures and gives them in their order, the same for the same seed. */
export async function* finderPictures(
  { count, ...setting }: Omit<Setting, "batch"> & { readonly count: number },
): AsyncGenerator<FinderPicture> {
  using threads = startThreads({ ...setting, batch: 0 });
  const ask = (number: number) => threads.ask({ number, isKept: false });
  const asked = Array.from({ length: Math.min(AHEAD, count) }, (_, number) => ask(number));
  for (let next = AHEAD; asked.length > 0; next++) {
    const picture = await asked.shift();
    if (next < count) asked.push(ask(next));
    yield picture as FinderPicture;
  }
}
