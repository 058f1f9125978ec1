/** A step of training that several machines share. */
interface DataParallelStep {
  /** Milliseconds of the whole step on one machine. */
  readonly milliseconds: number;
  /** Share of them, from 0 to 1, that every machine spends whatever its share of the batch is. */
  readonly fixed: number;
  readonly machines: number;
  /** Numbers that the network learns: each machine sends a gradient of so many floats. */
  readonly weights: number;
  /** A second, between two machines, one way. Infinity leaves the exchange out. */
  readonly gigabits: number;
}

/**
 * Milliseconds of a step whose batch is divided among machines, each with all weights (data-parallel SGD).
 *
 * What is divided takes its part of the time, what is not takes all of it (Amdahl 1967). Then gradients are added
 * up round a ring: every machine sends and gets `2 (n - 1) / n` times their size (Patarasuk and Yuan 2009). Assumed
 * is that nothing waits for anything else, and that the exchange begins when all gradients are computed.
 */
export function dataParallelStep(
  { milliseconds, fixed, machines, weights, gigabits }: DataParallelStep,
): number {
  const bytes = 4 * weights * 2 * (machines - 1) / machines;
  const exchange = bytes / (gigabits * 1e9 / 8) * 1000;
  return milliseconds * (fixed + (1 - fixed) / machines) + exchange;
}

/** How many times as fast a step is on so many machines as on one: a point each. */
export function speedups(
  step: Omit<DataParallelStep, "machines">,
  counts: readonly number[],
): [machines: number, times: number][] {
  return counts.map((machines) => [
    machines,
    step.milliseconds / dataParallelStep({ ...step, machines }),
  ]);
}
