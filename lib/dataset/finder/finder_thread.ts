/** One of the threads: draws its share of the pictures, and gives them away or makes batches of them. */
import { createRandom, type Random } from "../../base/random.ts";
import type { FinderBatch } from "./finder_batches.ts";
import { EXAMPLE_SIDE, finderExample } from "./finder_example.ts";
import { drawFinderPicture, type FinderPicture } from "./finder_picture.ts";
import { finderTargets } from "./finder_targets.ts";
import type { Answer, Order } from "./finder_threads.ts";

/** What a worker's global scope has; the types at hand here are a window's. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<Order>) => Promise<void>;
  postMessage(answer: Answer, transfer?: ArrayBufferLike[]): void;
};

let random: Random;
let size: number;
const pictures: FinderPicture[] = [];

scope.onmessage = async ({ data }) => {
  if ("step" in data) {
    const batch = makeBatch(random.fork(`step ${data.step}`));
    const { images, fine, coarse } = batch;
    scope.postMessage({ step: data.step, batch }, [images.buffer, fine.buffer, coarse.buffer]);
    return;
  }
  random = createRandom(data.seed);
  size = data.batch;
  for (const number of data.numbers) {
    const picture = await drawFinderPicture(data.digits, random.fork(`picture ${number}`));
    if (size > 0) scope.postMessage({ drawn: pictures.push(picture) });
    else scope.postMessage({ number, picture });
  }
};

function makeBatch(random: Random): FinderBatch {
  const examples = Array.from(
    { length: size },
    () => finderExample(random.pick(pictures), random),
  );
  const images = new Float32Array(size * EXAMPLE_SIDE ** 2);
  examples.forEach(({ input }, i) => images.set(input.data, i * EXAMPLE_SIDE ** 2));
  return { images, count: size, ...finderTargets(examples) };
}
