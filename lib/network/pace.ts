/** When a training ends. */
export interface Extent {
  /** After so many times through the data. */
  readonly epochs?: number;
  /** At this moment of `performance.now()`, whatever `epochs` says. */
  readonly deadline?: number;
}

/** How far a training has come when so many steps are done; it ends where `done` reaches `total`. */
export type Pace = (steps: number) => { readonly done: number; readonly total: number };

/**
 * Counts steps, or where there is a deadline the milliseconds since it was made.
 *
 * By steps, a training is the same whenever it is repeated. By the clock it is not: how many steps it makes, and
 * how far along its schedule each one falls, depends on how busy the machine is.
 *
 * @throws {RangeError} where there is neither an end nor a deadline.
 */
export function paceOf({ epochs, deadline }: Extent, stepsPerEpoch: number): Pace {
  if (deadline !== undefined) {
    const begun = performance.now();
    const total = Math.max(0, deadline - begun);
    return () => ({ done: Math.min(total, performance.now() - begun), total });
  }
  if (epochs === undefined) throw new RangeError("a training needs epochs or a deadline to end");
  return (steps) => ({ done: steps, total: epochs * stepsPerEpoch });
}

/** The share in [0, 1] that is done; 1 where there was no time at all. */
export const shareOf = ({ done, total }: ReturnType<Pace>): number => total > 0 ? done / total : 1;
