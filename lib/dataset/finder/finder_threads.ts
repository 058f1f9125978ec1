import type { Dataset } from "../dataset.ts";
import type { FinderBatch } from "./finder_batches.ts";
import type { FinderPicture } from "./finder_picture.ts";

/** What a thread is told: which pictures to draw, by their numbers, or which batch to make of parts of them. */
export type Order =
  | {
    readonly digits: Dataset;
    readonly seed: number;
    readonly numbers: readonly number[];
    /** Examples in a batch; 0 where the pictures themselves are wanted. */
    readonly batch: number;
  }
  | { readonly step: number };

/** What a thread answers: a picture, how many pictures it keeps, or a batch. */
export type Answer =
  | { readonly number: number; readonly picture: FinderPicture }
  | { readonly drawn: number }
  | { readonly step: number; readonly batch: FinderBatch };

/** Threads that draw, on any machine: a batch mixes one thread's pictures, so their number changes it. */
export const THREADS = 2;

/** Starts the threads, each on its share of the pictures. */
export function startThreads(
  { pictures, ...order }: Omit<Extract<Order, { digits: Dataset }>, "numbers"> & {
    readonly pictures: number;
  },
  onAnswer: (answer: Answer, thread: number) => void,
  onFailure: (reason: Error) => void,
): Worker[] {
  return Array.from({ length: THREADS }, (_, thread) => {
    const url = new URL("./finder_thread.ts", import.meta.url);
    const worker = new Worker(url, { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => onAnswer(data, thread);
    worker.onerror = (event) => {
      event.preventDefault();
      onFailure(new Error(`drawing pictures failed: ${event.message}`));
    };
    const all = Array.from({ length: pictures }, (_, number) => number);
    const numbers = all.filter((number) => number % THREADS === thread);
    worker.postMessage({ ...order, numbers } satisfies Order);
    return worker;
  });
}
