import { quantile } from "../../base/quantile.ts";

/** The part of `reports/bench.json` that says how long steps of training take, and where the time goes. */
interface TrainReport {
  readonly comparisons: readonly { readonly what: string; readonly ours: readonly number[] }[];
  readonly notes?: readonly string[];
}

/**
 * A step of training as `deno task bench train` measured it.
 *
 * @param network As the report calls it, such as `digit net`.
 * @returns Milliseconds, the median; and which share of them, from 0 to 1, the optimizer takes at most.
 * @throws {RangeError} when the report does not hold it.
 */
export function measuredStep(
  { comparisons, notes = [] }: TrainReport,
  network: string,
): { milliseconds: number; fixed: number } {
  const step = comparisons.find(({ what }) => what.startsWith(`${network}, a step`));
  const note = notes.find((text) => text.startsWith(`Of a step of the ${network}:`));
  const kernels = [...note?.matchAll(/(\w+) (\d+) %/g) ?? []]
    .map(([, name, percent]) => ({ name, share: Number(percent) / 100 }));
  if (!step || kernels.length === 0) {
    throw new RangeError(`the report has no step of the ${network}`);
  }
  // The note names the six kernels that take most: another one takes no more than the least of them.
  const optimizer = kernels.find(({ name }) => name === "ResourceApplyAdam");
  return {
    milliseconds: quantile(step.ours, 0.5),
    fixed: optimizer?.share ?? Math.min(...kernels.map(({ share }) => share)),
  };
}
