/**
 * Batches for the finder to learn from, drawn beside the training: no step waits for its pictures.
 *
 * @module
 */
import type { Progress } from "../../base/progress.ts";
import type { Dataset } from "../dataset.ts";
import type { FinderTargets } from "./finder_targets.ts";
import { type Order, startThreads, THREADS } from "./finder_threads.ts";

/** What {@linkcode finderBatches} takes. */
export interface FinderBatchesOptions {
  /** Where the handwriting comes from: digits as in MNIST. */
  readonly digits: Dataset;
  /** Pictures to draw; each gives many examples. */
  readonly pictures: number;
  /** Examples in a batch. */
  readonly batch: number;
  readonly seed: number;
  /** Told how many of the pictures are drawn. */
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

/** Examples to learn from in one step. */
export interface FinderBatch extends FinderTargets {
  /** `batch * EXAMPLE_SIDE ** 2` numbers. */
  readonly images: Float32Array;
  readonly count: number;
}

/** Gives batches by their number, which alone decides what is in them. */
export interface FinderBatches {
  at(step: number): Promise<FinderBatch>;
  close(): void;
}

/** Draws the pictures, on two cores, and then gives batches of parts of them. */
export async function finderBatches(options: FinderBatchesOptions): Promise<FinderBatches> {
  const { digits, pictures, batch, seed, onProgress, signal } = options;
  const waiting = new Map<number, PromiseWithResolvers<FinderBatch>>();
  const drawn = new Array<number>(THREADS).fill(0);
  const allDrawn = Promise.withResolvers<void>();
  const fail = (reason: unknown) => {
    allDrawn.reject(reason);
    for (const { reject } of waiting.values()) reject(reason);
  };
  const threads = startThreads({ digits, seed, pictures, batch }, (answer, thread) => {
    if ("batch" in answer) waiting.get(answer.step)?.resolve(answer.batch);
    if (!("drawn" in answer)) return;
    drawn[thread] = answer.drawn;
    const total = drawn.reduce((a, b) => a + b);
    onProgress?.(total, pictures);
    if (total === pictures) allDrawn.resolve();
  }, fail);
  const close = () => threads.forEach((thread) => thread.terminate());
  const abort = () => fail(signal!.reason);
  signal?.addEventListener("abort", abort);
  await allDrawn.promise.catch((error) => {
    close();
    throw error;
  }).finally(() => signal?.removeEventListener("abort", abort));

  const ask = (step: number) => {
    if (waiting.has(step)) return;
    const asked = Promise.withResolvers<FinderBatch>();
    // A batch asked for ahead may never be awaited: its failure must not end the program as unhandled.
    asked.promise.catch(() => {});
    waiting.set(step, asked);
    threads[step % THREADS].postMessage({ step } satisfies Order);
  };
  return {
    async at(step) {
      for (let ahead = 0; ahead <= THREADS; ahead++) ask(step + ahead);
      const batch = await waiting.get(step)!.promise;
      waiting.delete(step);
      return batch;
    },
    close,
  };
}
