import type { Progress } from "../lib/base/progress.ts";
import type { Comparison, Growth } from "./comparison.ts";

/** What a part of `deno task bench` is given. */
interface PartOptions {
  /** The Python that has the baselines; null where there is none, and ours is measured alone. */
  readonly python: string | null;
  /** Rounds that count. */
  readonly rounds: number;
  /** A tenth of the work: shows that it works, not how fast. */
  readonly fast: boolean;
  readonly onProgress: Progress;
}

/** What a part has found. */
export interface Measured {
  readonly comparisons: readonly Comparison[];
  readonly growths?: readonly Growth[];
  /** What else is worth knowing, a sentence each. */
  readonly notes?: readonly string[];
}

/** One thing that `deno task bench` measures. */
export interface Part {
  readonly title: string;
  /** What is compared, and how. */
  readonly about: string;
  /** It takes more than five minutes: it runs where it is named, or with `--long`. */
  readonly isLong?: boolean;
  measure(options: PartOptions): Promise<Measured>;
}

/** Turns the progress of the step `n`, from 0 up, into that of all `steps`, each of which takes about as long. */
export function stepOf(onProgress: Progress, n: number, steps: number): Progress {
  return (done, total, note) => onProgress(n * total + done, steps * total, note);
}
