/** A worker of `finderPictures`: draws the pictures that it is told to, and sends each back. */
import { createRandom } from "../../base/random.ts";
import { drawFinderPicture, type FinderPicture } from "./finder_picture.ts";
import type { DrawOrder } from "./finder_pictures.ts";

/** What a worker's global scope has; the types at hand here are a window's. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<DrawOrder>) => Promise<void>;
  postMessage(picture: FinderPicture): void;
};

scope.onmessage = async ({ data: { digits, seed, numbers } }) => {
  const random = createRandom(seed);
  for (const number of numbers) {
    scope.postMessage(await drawFinderPicture(digits, random.fork(`picture ${number}`)));
  }
};
