import { linearProbe, type LinearProbeOptions } from "./linear_probe.ts";

/** `test` is the part to choose by. */
interface ChooseRateOptions extends Omit<LinearProbeOptions, "learningRate"> {
  /** At least one. */
  readonly rates: readonly number[];
}

/** What a learning rate reached. */
interface RateTrial {
  readonly learningRate: number;
  /** Share of the pictures to choose by that were answered rightly, in [0, 1]. */
  readonly accuracy: number;
}

/**
 * Tries learning rates for a {@linkcode linearProbe}, so that features are compared at their best and
 * not at one rate that happens to suit some of them.
 *
 * @returns The trials in the order given, and the best; the first of equals.
 * @throws {RangeError} when there are no rates.
 */
export async function chooseRate(
  options: ChooseRateOptions,
): Promise<{ trials: RateTrial[]; best: RateTrial }> {
  const { rates, onProgress, ...probe } = options;
  if (rates.length === 0) throw new RangeError("no learning rates to choose from");
  const trials = await Array.fromAsync(rates, async (learningRate, i): Promise<RateTrial> => {
    const { accuracy } = await linearProbe({ ...probe, learningRate });
    onProgress?.(i + 1, rates.length);
    return { learningRate, accuracy };
  });
  return { trials, best: trials.reduce((a, b) => b.accuracy > a.accuracy ? b : a) };
}
