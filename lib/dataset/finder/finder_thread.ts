/** One of the threads: draws its share of the pictures, and gives them away or makes batches of them. */
import { createRandom, type Random } from "../../base/random.ts";
import type { FinderBatch } from "./finder_batches.ts";
import { EXAMPLE_SIDE, finderExample } from "./finder_example.ts";
import { drawFinderPicture, type FinderPicture } from "./finder_picture.ts";
import { finderTargets } from "./finder_targets.ts";
import type { Answer, Order, Setting } from "./finder_threads.ts";

/** What a worker's global scope has; the types at hand here are a window's. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<Setting | { id: number; order: Order }>) => void;
  postMessage(message: { id: number; answer: Answer }, transfer?: ArrayBufferLike[]): void;
};

let setting: Setting;
let random: Random;
const kept: FinderPicture[] = [];

// One order after the other, or thousands of pictures would be held at a time.
let before = Promise.resolve();
scope.onmessage = ({ data }) => {
  if ("digits" in data) [setting, random] = [data, createRandom(data.seed)];
  else before = before.then(() => carryOut(data.id, data.order));
};

async function carryOut(id: number, order: Order): Promise<void> {
  if ("step" in order) {
    const answer = makeBatch(setting.batch, random.fork(`step ${order.step}`));
    const { images, fine, coarse } = answer;
    return scope.postMessage({ id, answer }, [images.buffer, fine.buffer, coarse.buffer]);
  }
  const picture = await drawFinderPicture(setting.digits, random.fork(`picture ${order.number}`));
  if (order.isKept) kept.push(picture);
  scope.postMessage({ id, answer: order.isKept ? null : picture });
}

function makeBatch(size: number, random: Random): FinderBatch {
  const examples = Array.from({ length: size }, () => finderExample(random.pick(kept), random));
  const images = new Float32Array(size * EXAMPLE_SIDE ** 2);
  examples.forEach(({ input }, i) => images.set(input.data, i * EXAMPLE_SIDE ** 2));
  return { images, count: size, ...finderTargets(examples) };
}
