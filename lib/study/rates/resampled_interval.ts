import { quantile } from "../../base/quantile.ts";
import { createRandom } from "../../base/random.ts";

/**
 * The 95 % interval of a share of right answers that come in clusters, such as a person's, by drawing whole
 * clusters again with replacement, 2000 times (the bootstrap, Efron 1979).
 *
 * It says how far the share would move with other people, and is too narrow where there are fewer than about
 * twenty of them.
 *
 * @param clusters Right answers of each, and all.
 * @returns Both ends, in [0, 1]. The same seed gives the same.
 * @throws {RangeError} when there is no cluster.
 */
export function resampledInterval(
  clusters: readonly { readonly right: number; readonly count: number }[],
  { seed }: { readonly seed: number },
): [low: number, high: number] {
  if (clusters.length === 0) throw new RangeError("there is no cluster to draw from");
  const random = createRandom(seed);
  const shares = Array.from({ length: 2000 }, () => {
    let [right, count] = [0, 0];
    for (let n = 0; n < clusters.length; n++) {
      const drawn = clusters[random.integer(clusters.length)];
      right += drawn.right;
      count += drawn.count;
    }
    return right / count;
  });
  return [quantile(shares, 0.025), quantile(shares, 0.975)];
}
