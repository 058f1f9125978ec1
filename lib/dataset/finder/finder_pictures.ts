import type { FinderPicture } from "./finder_picture.ts";
import { type Setting, startThreads } from "./finder_threads.ts";

/** Draws `count` pictures on two cores and gives them in their order, the same for the same seed. */
export async function* finderPictures(
  { count, ...setting }: Omit<Setting, "batch"> & { readonly count: number },
): AsyncGenerator<FinderPicture> {
  const threads = startThreads({ ...setting, batch: 0 });
  const pictures = Array.from(
    { length: count },
    (_, number) => threads.ask({ number, isKept: false }),
  );
  try {
    while (pictures.length > 0) yield await pictures.shift() as FinderPicture;
  } finally {
    threads.close();
  }
}
