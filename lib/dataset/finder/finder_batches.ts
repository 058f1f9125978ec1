/**
 * Batches for the finder to learn from, drawn beside the training: no step waits for its pictures.
 *
 * @module
 */
import type { Progress } from "../../base/progress.ts";
import type { Dataset } from "../dataset.ts";
import type { FinderTargets } from "./finder_targets.ts";

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

/** What a worker is told: to draw its pictures first, then to make batches of them. */
export type Order =
  | {
    readonly digits: Dataset;
    readonly seed: number;
    readonly batch: number;
    /** The numbers of its pictures. */
    readonly numbers: readonly number[];
  }
  | { readonly step: number };

/** What a worker answers: how many pictures it has drawn, or a batch. */
export type Answer =
  | { readonly drawn: number }
  | { readonly step: number; readonly batch: FinderBatch };

/** Threads that draw, on any machine: a batch mixes one thread's pictures, so their number changes it. */
const WORKERS = 2;

/** Draws the pictures, on two cores, and then gives batches of parts of them. */
export async function finderBatches(options: FinderBatchesOptions): Promise<FinderBatches> {
  const { digits, pictures, batch, seed, onProgress, signal } = options;
  const waiting = new Map<number, PromiseWithResolvers<FinderBatch>>();
  const drawn = new Array<number>(WORKERS).fill(0);
  const allDrawn = Promise.withResolvers<void>();
  const fail = (reason: unknown) => {
    allDrawn.reject(reason);
    for (const { reject } of waiting.values()) reject(reason);
  };
  const workers = Array.from({ length: WORKERS }, (_, first) => {
    const worker = new Worker(new URL("./finder_batches_worker.ts", import.meta.url), {
      type: "module",
    });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if ("batch" in data) {
        waiting.get(data.step)?.resolve(data.batch);
        return;
      }
      drawn[first] = data.drawn;
      const total = drawn.reduce((a, b) => a + b);
      onProgress?.(total, pictures);
      if (total === pictures) allDrawn.resolve();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(new Error(`drawing pictures failed: ${event.message}`));
    };
    const numbers = Array.from(
      { length: Math.ceil((pictures - first) / WORKERS) },
      (_, i) => first + i * WORKERS,
    );
    worker.postMessage({ digits, seed, batch, numbers } satisfies Order);
    return worker;
  });
  const close = () => workers.forEach((worker) => worker.terminate());
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
    workers[step % WORKERS].postMessage({ step } satisfies Order);
  };
  return {
    async at(step) {
      for (let ahead = 0; ahead <= WORKERS; ahead++) ask(step + ahead);
      const batch = await waiting.get(step)!.promise;
      waiting.delete(step);
      return batch;
    },
    close,
  };
}
