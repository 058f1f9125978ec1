/** `deno task bench-server`: loads and attacks the server as it is started, and writes reports/server.md. */
import { quantile } from "../lib/base/quantile.ts";
import { replaceFile } from "../lib/base/replace.ts";
import { runTask } from "../tasks/run_task.ts";
import { memoryOf } from "../tools/processes.ts";
import { inTurn } from "./comparison.ts";
import { answered, closedLoad, latencies, type Load, lost, openLoad, postPicture } from "./load.ts";
import { madeBy } from "./made_by.ts";
import { fallSilent, killReaders, sendMutated } from "./server/attacks.ts";
import { killWriter } from "./server/kill_writers.ts";
import { measureSharing } from "./server/measure_sharing.ts";
import { drawSeven, photographSeven } from "./server_pictures.ts";
import { type Served, startServe } from "./start_serve.ts";
import { table } from "./tables.ts";

const REPORT = "reports/server.md";

/** How many clients ask at a time. */
const CLIENTS = [1, 8, 64];

/** Readers and threads of each. */
const SHAPES = [[2, 1], [2, 2], [1, 2]] as const;

await runTask({
  task: "bench-server",
  about: `Loads and attacks the server and writes ${REPORT}.`,
  flags: {
    seconds: { type: "integer", default: 60, least: 1, help: "length of each load" },
    requests: { type: "integer", default: 200_000, help: "requests of the long run" },
    mutations: { type: "integer", default: 10_000, help: "damaged requests" },
    kills: { type: "integer", default: 100, least: 4, help: "times that each writer is killed" },
  },
}, async (flags) => {
  const { seconds, requests, mutations, kills } = flags;
  const pictures = { drawing: await drawSeven(), large: await photographSeven(8000, 6000) };
  await using server = await startServe([], { quiet: true });
  const { url, pid } = server;
  const post = (body: Uint8Array<ArrayBuffer>) => () => postPicture(url, body);
  const sections: string[] = [];
  const section = (title: string, ...texts: string[]) => {
    sections.push(`## ${title}`, ...texts);
    console.error(title);
  };

  // The first answers of a server are its slowest.
  await closedLoad(post(pictures.drawing), { clients: 4, seconds: 2 });
  const loads: [clients: number, load: Load][] = [];
  for (const clients of CLIENTS) {
    loads.push([clients, await closedLoad(post(pictures.drawing), { clients, seconds })]);
  }
  section(
    "Clients that ask as soon as they are answered",
    `Drawings of 280 x 280 pixels (PNG), ${seconds} s each. What is not answered with 200 is an error.`,
    table(
      ["clients", "requests a second", "errors", "p50, ms", "p99, ms", "p99 / p50"],
      loads.map(([clients, load]) => [
        String(clients),
        (answered(load) / load.seconds).toFixed(1),
        String(lost(load)),
        ...spread(load.times.get(200)),
      ]),
    ),
  );
  const [, [, byEight]] = loads;
  const capacity = answered(byEight) / byEight.seconds;
  const over = await openLoad(post(pictures.drawing), { rate: 2 * capacity, seconds });
  section(
    "Twice the capacity",
    `${(2 * capacity).toFixed(0)} drawings a second, twice what 8 clients got, for ${seconds} s.`,
    statusTable(over),
    refusedInTime(over),
  );

  const long = await watchMemory(
    pid,
    () => closedLoad(post(pictures.drawing), { clients: 8, requests }),
  );
  section(
    `${requests.toLocaleString("en")} requests`,
    table(
      ["memory of all programs", "MiB"],
      ["before", "most", "after"].map((when, i) => [when, long.memory[i].toFixed(0)]),
    ),
    statusTable(long.result),
  );

  const attacks: [attack: string, clients: number, ask: () => Promise<unknown>][] = [
    ["40 clients send 31 of 32 MiB and fall silent", 40, fallSilent(url)],
    ["8 photographs of 48 megapixels at once", 8, post(pictures.large)],
  ];
  const suffered: string[][] = [];
  for (const [attack, clients, ask] of attacks) {
    const all = () => Promise.all(Array.from({ length: clients }, ask));
    const { result, memory } = await watchMemory(pid, all);
    const answers = tally(result.map(String)).map(([word, count]) => `${count} x ${word}`);
    suffered.push([attack, ...memory.map((size) => size.toFixed(0)), answers.join(", ")]);
  }
  section(
    "Memory under attack",
    table(["attack", "before, MiB", "most", "after", "answers"], suffered),
  );

  const mutated = await sendMutated(url, mutations);
  section(
    `${mutations.toLocaleString("en")} damaged requests`,
    "A request with one to three bytes, lines or pieces changed, over a connection of its own.",
    table(["answer", "requests"], tally(mutated)),
  );

  const killing = await killReaders(pid, post(pictures.drawing), Math.min(seconds, 20));
  section(
    "Readers that are killed",
    `\`kill -9\` of a program that reads, ${killing.kills} times under 8 clients. What it was reading ` +
      "should be refused (422), and nothing else.",
    statusTable(killing.load),
  );

  const after = await postPicture(url, pictures.drawing);
  const code = await server.stop();
  section(
    "After the attacks",
    `The server still answered with ${after} and ended with status ${code}.`,
  );

  const few = Math.max(1, Math.min(5, Math.floor(seconds / 3)));
  section(
    "Readers and threads",
    "The same drawings, by servers of so many readers (`--readers`) and threads of each (`--threads`), in turn; " +
      `medians of ${few} rounds of 3 s.`,
    await measureReaders(pictures.drawing, few),
  );
  section(
    "Pictures that share runs",
    "A reader could take several of the pictures that wait, and have those of one size share runs of the networks. " +
      "It takes one: little is to be won here, and a picture that breaks its reader then spoils no other answer.",
    ...await measureSharing(pictures.drawing, { rounds: 4 * few }),
  );
  section("Writers that are killed", ...await killWriters(kills));
  const head = [
    "# The server under load and attack",
    await madeBy("bench-server", flags) + " The clients shared the machine." +
    (seconds < 60 ? " A short run: it shows that all of this works, not how fast it is." : ""),
  ];
  await replaceFile(REPORT, [...head, ...sections].join("\n\n") + "\n");
  console.log(`${REPORT} is written`);
});

/** Memory of a program and all that it started, in MiB, watched while `work` goes on. */
async function watchMemory<T>(pid: number, work: () => Promise<T>) {
  const start = memoryOf(pid);
  let peak = start;
  const timer = setInterval(() => peak = Math.max(peak, memoryOf(pid)), 50);
  const result = await work().finally(() => clearInterval(timer));
  return { result, memory: [start, peak, memoryOf(pid)] };
}

function statusTable({ times }: Load): string {
  return table(
    ["status", "requests", "p50, ms", "p99, ms", "p99 / p50"],
    [...times].sort(([a], [b]) => a - b).map(([status, list]) => [
      status === 0 ? "connection failed" : String(status),
      String(list.length),
      ...spread(list),
    ]),
  );
}

/** Latencies as tables show them, and how many times the median what one in a hundred exceeds is. */
function spread(times: readonly number[] = []): string[] {
  const ratio = quantile(times, 0.99) / quantile(times, 0.5);
  return [...latencies(times), times.length > 0 ? ratio.toFixed(1) : "-"];
}

/** How fast those were told that were sent away. */
function refusedInTime({ times }: Load): string {
  const refused = times.get(503) ?? [];
  const inTime = refused.filter((time) => time < 20).length;
  return `Of ${refused.length} that were sent away, ${inTime} knew it within 20 ms.`;
}

/** What servers of few or many readers and threads answer, side by side, as a table in Markdown. */
async function measureReaders(
  picture: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<string> {
  await using running = new AsyncDisposableStack();
  const servers: Served[] = [];
  for (const [readers, threads] of SHAPES) {
    const flags = ["--readers", String(readers), "--threads", String(threads)];
    servers.push(running.use(await startServe(flags, { quiet: true })));
  }
  const rows: string[][] = [];
  for (const clients of CLIENTS) {
    const load = ({ url }: Served) =>
      closedLoad(() => postPicture(url, picture), { clients, seconds: 3 });
    const loads = await inTurn(servers, load, { rounds });
    for (const [i, list] of loads.entries()) {
      const median = (of: (one: Load) => number) => quantile(list.map(of), 0.5).toFixed(1);
      const latency = (share: number) =>
        median(({ times }) => quantile(times.get(200) ?? [], share));
      const rate = median((one) => answered(one) / one.seconds);
      rows.push([SHAPES[i].join(" x "), String(clients), rate, latency(0.5), latency(0.99)]);
    }
  }
  const head = ["readers x threads of each", "clients", "requests a second", "p50, ms", "p99, ms"];
  return table(head, rows);
}

/** Kills each task that writes so many times; one that takes long a tenth of them. */
async function killWriters(kills: number): Promise<string[]> {
  const rows: string[][] = [];
  const broken: string[] = [];
  for (const name of ["data", "train", "export", "calibrate"] as const) {
    const times = name === "calibrate" ? Math.ceil(kills / 10) : kills;
    const found = await killWriter(name, times);
    const counts = [times, found.writing, found.whole, found.nothing, found.broken.length];
    rows.push([`deno task ${name}`, ...counts.map(String)]);
    broken.push(...found.broken);
  }
  return [
    "`kill -9`, by turns at any moment of a run and at one after it has begun to write; by turns where nothing " +
    "was and over its own work. What is there afterwards is compared byte by byte with what a whole run makes.",
    table(["task", "kills", "while or after it wrote", "whole", "nothing", "half-written"], rows),
    ...broken,
  ];
}

/** Words and how often each came. */
function tally(words: readonly string[]): [word: string, count: string][] {
  return Object.entries(Object.groupBy(words, (word) => word))
    .map(([word, list]) => [word, String(list!.length)]);
}
