import { wilsonInterval } from "../../base/wilson_interval.ts";
import type { Interval } from "../../charts/interval_chart.ts";

/** Of how many something was right: the share with its 95 % interval by Wilson. */
interface Rate extends Interval {
  readonly right: number;
}

/**
 * The share of right answers in each group, with its 95 % interval; groups in the order in which they come.
 *
 * The interval takes answers for independent: of answers that belong together, such as one person's, it is too
 * narrow (see `resampledInterval`).
 */
export function ratesBy<T extends { readonly isRight: boolean }>(
  answers: readonly T[],
  nameOf: (answer: T) => string,
): Rate[] {
  return [...Map.groupBy(answers, nameOf)].map(([name, own]) => {
    const right = own.filter(({ isRight }) => isRight).length;
    const [low, high] = wilsonInterval(right, own.length);
    return { name, right, count: own.length, share: right / own.length, low, high };
  });
}
