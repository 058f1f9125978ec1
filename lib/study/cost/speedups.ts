import { type DataParallelStep, dataParallelStep } from "./data_parallel_step.ts";

/**
 * How many times as fast a step is on so many machines as on one: a point each.
 *
 * @example
 * ```ts
 * import { speedups } from "./speedups.ts";
 * import assert from "node:assert/strict";
 *
 * const step = { milliseconds: 100, fixed: 0.2, weights: 1e6, gigabits: Infinity };
 * assert.deepEqual(speedups(step, [1, 4]), [[1, 1], [4, 2.5]]);
 * ```
 */
export function speedups(
  step: Omit<DataParallelStep, "machines">,
  counts: readonly number[],
): [machines: number, times: number][] {
  return counts.map((machines) => [
    machines,
    step.milliseconds / dataParallelStep({ ...step, machines }),
  ]);
}
