/** Batches for the finder to learn from, drawn beside the training: no step waits for its pictures. */
import type { Progress } from "../../base/progress.ts";
import type { FinderTargets } from "./finder_targets.ts";
import { type Answer, type Setting, startThreads, THREADS } from "./finder_threads.ts";

/** What {@linkcode finderBatches} takes. */
export interface FinderBatchesOptions extends Setting {
  /** Pictures to draw; each gives many examples. */
  readonly pictures: number;
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

/** Gives batches by their number, which alone decides what is in them; its threads run until it is disposed of. */
export interface FinderBatches extends Disposable {
  at(step: number): Promise<FinderBatch>;
}

/** Draws the pictures, on two cores, and then gives batches of parts of them. */
export async function finderBatches(options: FinderBatchesOptions): Promise<FinderBatches> {
  const { digits, pictures, batch, seed, onProgress, signal } = options;
  signal?.throwIfAborted();
  const { ask, fail, [Symbol.dispose]: close } = startThreads({ digits, seed, batch });
  const abort = () => fail(signal!.reason);
  signal?.addEventListener("abort", abort);
  let drawn = 0;
  await Promise.all(Array.from({ length: pictures }, async (_, number) => {
    await ask({ number, isKept: true });
    onProgress?.(++drawn, pictures);
  })).catch((error) => {
    close();
    throw error;
  }).finally(() => signal?.removeEventListener("abort", abort));

  const asked = new Map<number, Promise<Answer>>();
  return {
    async at(step) {
      for (let next = step; next <= step + THREADS; next++) {
        asked.getOrInsertComputed(next, (step) => ask({ step }));
      }
      const batch = await asked.get(step);
      asked.delete(step);
      return batch as FinderBatch;
    },
    [Symbol.dispose]: close,
  };
}
