import { quantile } from "../../base/quantile.ts";
import { kernelShare } from "./kernel_share.ts";

/** Of `reports/bench.json` what says how long steps of training take, and where the time goes. */
export interface TrainReport {
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
  if (!step || !note) throw new RangeError(`the report has no step of the ${network}`);
  return {
    milliseconds: quantile(step.ours, 0.5),
    fixed: kernelShare(note, "ResourceApplyAdam"),
  };
}
