import { createRandom } from "../../base/random.ts";
import { type Dataset, subset } from "../../dataset/dataset.ts";
import type { Parts } from "../../dataset/split.ts";

/**
 * Splits a dataset 70, 10 and 20 % by lot alone, as is often done: copies of test pictures may lie in the
 * training part. To be compared with `split`, which keeps copies together.
 */
export function splitAtRandom(dataset: Dataset, { seed }: { seed: number }): Parts<Dataset> {
  const order = createRandom(seed).shuffle(Uint32Array.from(dataset.labels.keys()));
  const [first, second] = [0.7, 0.8].map((share) => Math.round(share * dataset.size));
  return {
    train: subset(dataset, order.subarray(0, first)),
    validation: subset(dataset, order.subarray(first, second)),
    test: subset(dataset, order.subarray(second)),
  };
}
