/** A worker of `finderBatches`: draws its share of the pictures, then makes batches of them. */
import { createRandom, type Random } from "../../base/random.ts";
import { pick } from "../photos/scene.ts";
import type { Answer, FinderBatch, Order } from "./finder_batches.ts";
import { EXAMPLE_SIDE, finderExample } from "./finder_example.ts";
import { drawFinderPicture, type FinderPicture } from "./finder_picture.ts";
import { finderTargets } from "./finder_targets.ts";

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
    pictures.push(await drawFinderPicture(data.digits, random.fork(`picture ${number}`)));
    scope.postMessage({ drawn: pictures.length });
  }
};

function makeBatch(random: Random): FinderBatch {
  const examples = Array.from(
    { length: size },
    () => finderExample(pick(pictures, random), random),
  );
  const images = new Float32Array(size * EXAMPLE_SIDE ** 2);
  examples.forEach(({ input }, i) => images.set(input.data, i * EXAMPLE_SIDE ** 2));
  return { images, count: size, ...finderTargets(examples) };
}
