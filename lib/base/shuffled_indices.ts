import type { Random } from "./random.ts";

/** Gives batches of the numbers below `size`: each once an epoch, in a new order; the last batch holds what is left. */
export function shuffledIndices(size: number, batch: number, random: Random): () => Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  let next = size;
  return () => {
    if (next >= size) {
      random.shuffle(order);
      next = 0;
    }
    const indices = order.slice(next, next + batch);
    next += batch;
    return indices;
  };
}
