/** Load on a server: as many requests as clients can make, or as many a second as are asked for. */
import { setTimeout as delay } from "node:timers/promises";
import { quantile } from "../lib/base/quantile.ts";

/** What became of the requests. */
export interface Load {
  readonly seconds: number;
  /** Milliseconds of each request, by HTTP's status; 0 stands for a connection that failed. */
  readonly times: ReadonlyMap<number, readonly number[]>;
}

/** Clients that ask again as soon as they are answered: for so many seconds or requests, or until `until` says so. */
export function closedLoad(
  ask: () => Promise<number>,
  { clients, seconds = Infinity, requests = Infinity, until = () => false }: {
    readonly clients: number;
    readonly seconds?: number;
    readonly requests?: number;
    readonly until?: () => boolean;
  },
): Promise<Load> {
  let left = requests;
  return measure(ask, async (timed, elapsed) => {
    await Promise.all(Array.from({ length: clients }, async () => {
      while (left-- > 0 && elapsed() < seconds && !until()) await timed();
    }));
  });
}

/** Requests at a steady rate, whether those before are answered or not. */
export function openLoad(
  ask: () => Promise<number>,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Load> {
  return measure(ask, async (timed, elapsed) => {
    const asked: Promise<void>[] = [];
    while (elapsed() < seconds) {
      while (asked.length < rate * elapsed()) asked.push(timed());
      await delay(2);
    }
    await Promise.all(asked);
  });
}

/** Measures each request that `run` makes by `timed`; `elapsed` gives the seconds since it began. */
async function measure(
  ask: () => Promise<number>,
  run: (timed: () => Promise<void>, elapsed: () => number) => Promise<void>,
): Promise<Load> {
  const times = new Map<number, number[]>();
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  await run(async () => {
    const before = performance.now();
    const status = await ask();
    const list = times.get(status) ?? [];
    times.set(status, list);
    list.push(performance.now() - before);
  }, elapsed);
  return { seconds: elapsed(), times };
}

/** Has a server read a picture: HTTP's status, 0 where the connection failed. */
export async function postPicture(url: string, body: Uint8Array<ArrayBuffer>): Promise<number> {
  try {
    const response = await fetch(`${url}/api/predict`, { method: "POST", body });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** How many requests were answered with status 200. */
export function answered({ times }: Load): number {
  return times.get(200)?.length ?? 0;
}

/** The median of some milliseconds, and what one in a hundred exceeds, as tables show them. */
export function latencies(times: readonly number[] = []): string[] {
  return [0.5, 0.99].map((share) => times.length > 0 ? quantile(times, share).toFixed(1) : "-");
}

/** How many requests there were. */
export function total({ times }: Load): number {
  return [...times.values()].reduce((sum, list) => sum + list.length, 0);
}

/** How many were not answered with status 200. */
export function lost(load: Load): number {
  return total(load) - answered(load);
}
