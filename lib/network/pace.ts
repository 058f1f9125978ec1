/** When a training ends, after epochs or after minutes, and how far it has come. */
import { UserError } from "../base/errors.ts";

/** When a training ends. */
export interface Extent {
  /** After so many times through the data. */
  readonly epochs?: number;
  /** At this moment of `performance.now()`, whatever `epochs` says. */
  readonly deadline?: number;
}

/** How far a training has come. */
interface Pace {
  /** In steps or in milliseconds; it ends where `done` reaches `total`. */
  readonly done: number;
  readonly total: number;
  /** `done / total`, in [0, 1]; 1 where there was no time at all. */
  readonly share: number;
}

/**
 * Counts steps, or where there is a deadline the milliseconds since this call.
 *
 * By steps, a training is the same whenever it is repeated. By the clock it is not: how many steps it makes, and
 * how far along its schedule each one falls, depends on how busy the machine is.
 *
 * @returns How far it has come when so many steps are done.
 * @throws {RangeError} where there are neither epochs nor a deadline.
 */
export function paceOf(
  { epochs, deadline }: Extent,
  stepsPerEpoch: number,
): (steps: number) => Pace {
  const pace = (done: number, total: number) => ({
    done,
    total,
    share: total > 0 ? done / total : 1,
  });
  if (deadline !== undefined) {
    const begun = performance.now();
    const total = Math.max(0, deadline - begun);
    return () => pace(Math.min(total, performance.now() - begun), total);
  }
  if (epochs === undefined) throw new RangeError("a training needs epochs or a deadline to end");
  return (steps) => pace(steps, epochs * stepsPerEpoch);
}

/** When so many minutes from now are over, as `performance.now()` will say; undefined without minutes. */
export function deadlineOf(minutes: number | undefined): number | undefined {
  return minutes === undefined ? undefined : performance.now() + 60_000 * minutes;
}

/**
 * Share of a whole training's preparation that so many minutes allow, in (0, 1].
 *
 * @param whole Minutes that a whole training takes.
 */
export function effortOf(minutes: number | undefined, whole: number): number {
  return minutes === undefined ? 1 : Math.min(1, minutes / whole);
}

/** All the time went by with getting ready. */
export class TrainingTimeError extends UserError {
  override name = "TrainingTimeError";

  constructor(minutes: number) {
    const were = minutes === 1 ? "the minute was" : `${minutes} minutes were`;
    super(
      `${were} over before the first step: give it more, or a machine that has less else to do`,
    );
  }
}
