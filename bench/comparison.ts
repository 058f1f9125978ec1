/** What this project costs beside what people would use instead, measured in turn. */
import type { Progress } from "../lib/base/progress.ts";

/** Costs of one thing, round by round; less is better. */
export interface Comparison {
  /** Such as `report CNN, a step of 32`; no two of a part are the same. */
  readonly what: string;
  /** Such as `ms`. */
  readonly unit: string;
  readonly ours: readonly number[];
  /** Costs of each baseline in the same rounds, by its name; none where there is no Python. */
  readonly baselines: Readonly<Record<string, readonly number[]>>;
}

/** Our cost as a share of a baseline's, round by round: whatever else the machine does in a round falls on both. */
export function ratiosOf(ours: readonly number[], baseline: readonly number[]): number[] {
  return ours.map((cost, round) => cost / baseline[round]);
}

/** Measures once. */
export type Side = () => Promise<number>;

/**
 * Runs each side once a round, in one order and then in the other; a first round only warms up.
 *
 * @returns What each side gave, round by round.
 */
export async function inTurn<S, T>(
  sides: readonly S[],
  run: (side: S) => Promise<T>,
  { rounds, onProgress }: { readonly rounds: number; readonly onProgress?: Progress },
): Promise<T[][]> {
  const given = sides.map((): T[] => []);
  const order = [...sides.entries()];
  for (let round = -1; round < rounds; round++) {
    for (const [i, side] of round % 2 ? order.toReversed() : order) {
      const one = await run(side);
      if (round >= 0) given[i].push(one);
    }
    onProgress?.(round + 2, rounds + 1);
  }
  return given;
}

/** Compares what ours costs with the baselines that are there; null stands for one that is not. */
export async function compare(
  what: string,
  unit: string,
  ours: Side,
  baselines: Readonly<Record<string, Side | null>>,
  options: { readonly rounds: number; readonly onProgress?: Progress },
): Promise<Comparison> {
  const names = Object.keys(baselines).filter((name) => baselines[name]);
  const sides = [ours, ...names.map((name) => baselines[name]!)];
  const [own, ...others] = await inTurn(sides, (side) => side(), options);
  return {
    ...{ what, unit, ours: own },
    baselines: Object.fromEntries(names.map((name, i) => [name, others[i]])),
  };
}

/** How long some work takes. */
export async function milliseconds(run: () => unknown): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}

/** How long it takes for each of several things, one after the other. */
export async function millisecondsEach<T>(
  things: readonly T[],
  run: (one: T) => Promise<unknown>,
): Promise<number> {
  const all = await milliseconds(async () => {
    for (const one of things) await run(one);
  });
  return all / things.length;
}

/** How a cost grows with what is asked for. */
export interface Growth {
  /** What there is more and more of, such as `pictures in a batch`. */
  readonly what: string;
  /** Milliseconds for so many, from few to many. */
  readonly points: readonly (readonly [count: number, milliseconds: number])[];
}

/**
 * The power of the count by which the cost grows where counts are largest: 1 is in proportion, less where
 * a part of the cost is fixed.
 */
export function exponentOf({ points }: Growth): number {
  const [[n, cost], [more, dearer]] = points.slice(-2);
  return Math.log(dearer / cost) / Math.log(more / n);
}
