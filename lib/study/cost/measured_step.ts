import { quantile } from "../../base/quantile.ts";

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

/**
 * The share of a training step that a kernel takes, from 0 to 1, as a note of `deno task bench train` says it.
 *
 * The note names the six kernels that take most: of another one, the least of their shares is given, which it does
 * not pass.
 *
 * @throws {RangeError} when the note names no shares.
 */
export function kernelShare(note: string, kernel: string): number {
  const shares = [...note.matchAll(/(\w+) (\d+) %/g)]
    .map(([, name, percent]) => ({ name, share: Number(percent) / 100 }));
  if (shares.length === 0) throw new RangeError(`no kernel and its share in "${note}"`);
  const named = shares.find(({ name }) => name === kernel);
  return named?.share ?? Math.min(...shares.map(({ share }) => share));
}
