import { quantile } from "./quantile.ts";

/** The median time of `run`, in milliseconds, after some runs that warm it up. */
export async function medianMilliseconds(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = -100; round < 1000; round++) {
    const before = performance.now();
    await run();
    if (round >= 0) times.push(performance.now() - before);
  }
  return quantile(times, 0.5);
}
