import { quantile } from "../lib/base/quantile.ts";
import { inTurn } from "./comparison.ts";
import { answered, closedLoad, type Load, postPicture } from "./load.ts";
import { type Served, startServe } from "./start_serve.ts";
import { table } from "./tables.ts";

/** Readers and threads of each. */
const SHAPES = [[2, 1], [2, 2], [1, 2]] as const;

/** What servers of few or many readers and threads answer, side by side, as a table in Markdown. */
export async function measureReaders(
  picture: Uint8Array<ArrayBuffer>,
  { seconds, rounds }: { readonly seconds: number; readonly rounds: number },
): Promise<string> {
  await using running = new AsyncDisposableStack();
  const servers: Served[] = [];
  for (const [readers, threads] of SHAPES) {
    const flags = ["--readers", String(readers), "--threads", String(threads)];
    servers.push(running.use(await startServe(flags, { quiet: true })));
  }
  const rows: string[][] = [];
  for (const clients of [1, 8, 64]) {
    const load = ({ url }: Served) =>
      closedLoad(() => postPicture(url, picture), { clients, seconds });
    const loads = await inTurn(servers, load, { rounds });
    for (const [i, list] of loads.entries()) {
      const median = (of: (one: Load) => number) => quantile(list.map(of), 0.5).toFixed(1);
      const latency = (share: number) =>
        median(({ times }) => quantile(times.get(200) ?? [NaN], share));
      const rate = median((one) => answered(one) / one.seconds);
      rows.push([SHAPES[i].join(" x "), String(clients), rate, latency(0.5), latency(0.99)]);
    }
  }
  const head = ["readers x threads of each", "clients", "requests a second", "p50, ms", "p99, ms"];
  return table(head, rows);
}
