import type { Dataset } from "../dataset.ts";
import type { FinderPicture } from "./finder_picture.ts";
import { startThreads } from "./finder_threads.ts";

/** What {@linkcode finderPictures} takes. */
export interface FinderPicturesOptions {
  /** Where the handwriting comes from: digits as in MNIST. */
  readonly digits: Dataset;
  readonly count: number;
  readonly seed: number;
}

/** Draws pictures on two cores and gives them in their order, the same for the same seed. */
export async function* finderPictures(
  { digits, count, seed }: FinderPicturesOptions,
): AsyncGenerator<FinderPicture> {
  // Pictures by number, from the start until they are taken.
  const pictures = new Map(
    Array.from({ length: count }, (_, n) => [n, Promise.withResolvers<FinderPicture>()]),
  );
  const threads = startThreads({ digits, seed, pictures: count, batch: 0 }, (answer) => {
    if ("picture" in answer) pictures.get(answer.number)?.resolve(answer.picture);
  }, (reason) => {
    for (const { promise, reject } of pictures.values()) {
      // Only the next one is awaited; the others' failure must not end the program as unhandled.
      promise.catch(() => {});
      reject(reason);
    }
  });
  try {
    for (let n = 0; n < count; n++) {
      const picture = await pictures.get(n)!.promise;
      pictures.delete(n);
      yield picture;
    }
  } finally {
    for (const thread of threads) thread.terminate();
  }
}
