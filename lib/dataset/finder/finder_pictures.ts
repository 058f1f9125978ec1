import type { Dataset } from "../dataset.ts";
import type { FinderPicture } from "./finder_picture.ts";

/** What {@linkcode finderPictures} takes. */
export interface FinderPicturesOptions {
  /** Where the handwriting comes from: digits as in MNIST. */
  readonly digits: Dataset;
  readonly count: number;
  readonly seed: number;
}

/** What a worker is told: the pictures that are its own, by their numbers. */
export interface DrawOrder {
  readonly digits: Dataset;
  readonly seed: number;
  readonly numbers: readonly number[];
}

/** Threads that draw. */
const WORKERS = 2;

/** Draws pictures on two cores and gives them in their order, the same for the same seed. */
export async function* finderPictures(
  { digits, count, seed }: FinderPicturesOptions,
): AsyncGenerator<FinderPicture> {
  // Pictures by number, from the start until they are taken.
  const pictures = new Map(
    Array.from({ length: count }, (_, n) => [n, Promise.withResolvers<FinderPicture>()]),
  );
  const workers = Array.from({ length: Math.min(WORKERS, count) }, (_, first) => {
    const url = new URL("./finder_pictures_worker.ts", import.meta.url);
    const worker = new Worker(url, { type: "module" });
    const numbers = [...pictures.keys()].filter((n) => n % WORKERS === first);
    let next = 0;
    worker.onmessage = ({ data }: MessageEvent<FinderPicture>) => {
      pictures.get(numbers[next++])?.resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      pictures.get(numbers[next])?.reject(new Error(`drawing pictures failed: ${event.message}`));
    };
    worker.postMessage({ digits, seed, numbers } satisfies DrawOrder);
    return worker;
  });
  try {
    for (let n = 0; n < count; n++) {
      const picture = await pictures.get(n)!.promise;
      pictures.delete(n);
      yield picture;
    }
  } finally {
    for (const worker of workers) worker.terminate();
  }
}
