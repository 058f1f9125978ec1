/** Load on a server: as many requests as clients can make, or as many a second as are asked for. */
import { quantile } from "../lib/base/quantile.ts";

/** What became of the requests. */
export interface Load {
  readonly seconds: number;
  /** Milliseconds of each request, by HTTP's status; 0 stands for a connection that failed. */
  readonly times: ReadonlyMap<number, readonly number[]>;
}

/** Clients that each ask again as soon as they are answered: for so long, for so many requests, or until then. */
export async function closedLoad(
  ask: () => Promise<number>,
  { clients, seconds = Infinity, requests = Infinity, until = () => false }: {
    readonly clients: number;
    readonly seconds?: number;
    readonly requests?: number;
    readonly until?: () => boolean;
  },
): Promise<Load> {
  const { times, timed } = createTimes(ask);
  const before = performance.now();
  let left = requests;
  await Promise.all(Array.from({ length: clients }, async () => {
    while (left-- > 0 && performance.now() - before < 1000 * seconds && !until()) await timed();
  }));
  return { seconds: (performance.now() - before) / 1000, times };
}

/** Requests at a steady rate, whether those before are answered or not. */
export async function openLoad(
  ask: () => Promise<number>,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Load> {
  const { times, timed } = createTimes(ask);
  const asked: Promise<void>[] = [];
  const before = performance.now();
  while (performance.now() - before < 1000 * seconds) {
    const due = rate * (performance.now() - before) / 1000;
    while (asked.length < due) asked.push(timed());
    await new Promise((resume) => setTimeout(resume, 2));
  }
  await Promise.all(asked);
  return { seconds: (performance.now() - before) / 1000, times };
}

function createTimes(ask: () => Promise<number>) {
  const times = new Map<number, number[]>();
  const timed = async () => {
    const before = performance.now();
    const status = await ask();
    const list = times.get(status) ?? [];
    times.set(status, list);
    list.push(performance.now() - before);
  };
  return { times, timed };
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

/**
 * Asks until the first answer comes; a server may not listen yet.
 *
 * @throws {Error} when none has come after so many minutes; once `signal` is aborted, its reason.
 */
export async function untilAnswered(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  { minutes = 1, signal }: { readonly minutes?: number; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const before = performance.now();
  while (performance.now() - before < 60_000 * minutes) {
    signal?.throwIfAborted();
    if (await postPicture(url, body) === 200) return;
    await new Promise((resume) => setTimeout(resume, 5));
  }
  throw new Error(`${url} gave no answer in ${60 * minutes} s`);
}

/** How many requests were answered with status 200. */
export function answered({ times }: Load): number {
  return times.get(200)?.length ?? 0;
}

/** The median of some milliseconds, and what one in a hundred exceeds, in words. */
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
