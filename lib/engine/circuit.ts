/**
 * Keeps calls from something that is down: after some failures in a row it is left alone for a while.
 *
 * @throws {CircuitOpen} without calling, where calls are not let through.
 */
export type Circuit<T> = (call: () => Promise<T>) => Promise<T>;

/** A call was not let through. */
export class CircuitOpen extends Error {
  override name = "CircuitOpen";

  /** @param milliseconds Until the next call is let through; 0 while a trial call is on its way. */
  constructor(readonly milliseconds: number) {
    super(`calls are let through again in ${milliseconds} ms`);
  }
}

/** When a {@linkcode Circuit} opens, and for how long. */
export interface CircuitOptions<T> {
  /** Which results count as failures. */
  readonly isFailure: (result: T) => boolean;
  /** So many in a row open it. */
  readonly failures: number;
  /** Milliseconds for which it then stays open. */
  readonly pause: number;
  /** A clock, in milliseconds; `performance.now` when left out. */
  readonly now?: () => number;
}

/**
 * Makes a circuit breaker (Nygard, Release It!, 2007): closed, it lets all calls through; open, none; after its
 * pause, one, whose result closes it or opens it anew.
 */
export function createCircuit<T>(
  { isFailure, failures, pause, now = () => performance.now() }: CircuitOptions<T>,
): Circuit<T> {
  let failed = 0;
  let openUntil = 0;
  let isTrying = false;
  return async (call) => {
    const isTrial = failed >= failures;
    if (isTrial) {
      const wait = openUntil - now();
      if (wait > 0 || isTrying) throw new CircuitOpen(Math.max(0, wait));
      isTrying = true;
    }
    try {
      const result = await call();
      failed = isFailure(result) ? failed + 1 : 0;
      if (failed >= failures) openUntil = now() + pause;
      return result;
    } finally {
      if (isTrial) isTrying = false;
    }
  };
}
