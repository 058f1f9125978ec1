/** A training that is given minutes instead of epochs. */
import { UserError } from "../base/errors.ts";

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
