/** `deno task scale`: measures two Triton nodes behind HAProxy, and kills them under load: reports/scale.md. */
import { cpus } from "node:os";
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { quantile } from "../lib/base/quantile.ts";
import { createRandom } from "../lib/base/random.ts";
import { replaceFile } from "../lib/base/replace.ts";
import { runTask } from "../tasks/run_task.ts";
import { type Cluster, startCluster } from "../tools/cluster/start_cluster.ts";
import { findPrograms } from "../tools/cluster/find_programs.ts";
import { CommandError, runCommand } from "../tools/run_command.ts";
import { answered, closedLoad, latencies, type Load, lost, postPicture, total } from "./load.ts";
import { madeBy } from "./made_by.ts";
import {
  balancerReach,
  type Machines,
  machinesTable,
  type PictureCost,
} from "./scale/cluster_cost.ts";
import { digitsRequest, largeLookRequest, lookRequest } from "./scale/cluster_requests.ts";
import { killNodes } from "./scale/kill_nodes.ts";
import { scoreOnSpark } from "./scale/score_on_spark.ts";
import { spending, type Spent } from "./scale/spending.ts";
import { drawSeven } from "./server_pictures.ts";
import { startServe } from "./start_serve.ts";
import { table } from "./tables.ts";

const REPORT = "reports/scale.md";

/** Clients that ask at a time: more than two nodes answer at once, fewer than HAProxy has wait. */
const CLIENTS = 16;

/** Brings what Spark's Python needs, on top of what the cluster needs. */
const SPARK_COMMAND = ".venv/bin/pip install pyspark==4.3.0 'pandas<3' pyarrow==21.0.0";

await runTask({
  task: "scale",
  about: `Measures two Triton nodes behind HAProxy, kills them under load, and writes ${REPORT}.`,
  flags: {
    seconds: { type: "integer", default: 20, least: 1, help: "length of each load" },
    requests: { type: "integer", default: 20_000, least: 1, help: "requests while nodes die" },
    kills: { type: "integer", default: 6, least: 1, help: "how often a node is killed" },
    rows: { type: "integer", default: 1_000_000, help: "digits for Spark; 0 leaves it out" },
    cents: {
      type: "integer",
      default: 4,
      least: 1,
      help: "assumed price of a core-hour, in $/100",
    },
    gigabits: { type: "integer", default: 10, least: 1, help: "assumed network of a machine" },
  },
}, async (flags) => {
  const { seconds, requests, kills, rows, cents, gigabits } = flags;
  // Before Spark has taken its minutes.
  await findPrograms();
  const spark = rows === 0 ? [] : await sparkTexts(rows);
  await using cluster = await startCluster({ model: "models/digits", port: 0 });
  console.error("the networks");
  const networks = await networksTable(cluster, seconds);
  console.error("whole pictures");
  const alone = await readPictures(cluster, [], seconds);
  const shared = await readPictures(cluster, ["--engine", cluster.url], seconds);
  console.error("nodes that die");
  const mixed = await killNodes(cluster, { mix: await mix(), requests, clients: CLIENTS, kills });

  const [servers, balancer, nodes] = shared.each;
  const cost = { alone: alone.each[0], servers, balancer, nodes, bytes: shared.bytes };
  const short = seconds < 20
    ? " A short run: it shows that all of this works, not how fast it is."
    : "";
  const sections = [
    "# Past one machine",
    await madeBy("scale", flags) +
    " Clients, HAProxy and two Triton nodes (`deno task cluster`, on " +
    "127.0.0.2 and 127.0.0.3) shared the machine, so all are slower than on machines of their own; " +
    "what each spends of a processor is counted apart." + short,
    "## A core and a node",
    `Each asked for ${seconds} s: by one caller in the process, else by ${CLIENTS} clients with numbers ` +
    "as bytes. A look is the finder's network on 224 x 224 pixels. Milliseconds of an answer; then " +
    "milliseconds of a core that a request takes of who asks, of HAProxy and of the nodes.",
    networks,
    "## Whole pictures",
    "`deno task serve` as it is, and with `--engine`, asked by 8 clients to read a drawing of 280 x " +
    "280 pixels. Milliseconds of an answer; then milliseconds of a core that a picture takes of the " +
    "server's programs, of HAProxy and of the nodes; kilobytes that pass HAProxy.",
    picturesTable({ "in the server": alone, "on the cluster": shared }),
    "## Nodes that die",
    await lossText(cluster, mixed, kills),
    ...spark,
    "## What more machines would do",
    ...growthTexts(cost, { cores: cpus().length, gigabits, cents }),
  ];
  await replaceFile(REPORT, sections.join("\n\n") + "\n");
  console.log(`${REPORT} is written; ${lost(mixed)} of ${total(mixed)} requests were lost`);
  return lost(mixed) > 0 ? 1 : 0;
});

/** What the networks give in this process, on a node, and on two behind the balancer. */
async function networksTable(cluster: Cluster, seconds: number): Promise<string> {
  const rows: string[][] = [];
  for (const request of [await digitsRequest(1), await digitsRequest(64), await lookRequest()]) {
    const places: [where: string, clients: number, ask: () => Promise<number>][] = [
      ["in one process", 1, request.run],
      ["of one node", CLIENTS, () => request.ask(cluster.nodes[0].url)],
      ["of HAProxy with two nodes", CLIENTS, () => request.ask(cluster.url)],
    ];
    for (const [where, clients, ask] of places) {
      await closedLoad(ask, { clients, seconds: 1 });
      const spent = await spending(cluster, Deno.pid, () => closedLoad(ask, { clients, seconds }));
      rows.push([`${request.name}, ${where}`, ...cellsOf(spent, 0), String(lost(spent.load))]);
    }
  }
  const head = ["requests/s", "p50", "p99", "asking", "HAProxy", "nodes", "not answered"];
  return table(["asked for", ...head], rows);
}

/** Answers a second, how long they took, and what each took of every part. */
function cellsOf({ load, each }: Spent, decimals: number): string[] {
  return [
    (answered(load) / load.seconds).toFixed(decimals),
    ...latencies(load.times.get(200)),
    ...each.map((milliseconds) => milliseconds.toFixed(2)),
  ];
}

/** Has a server with these flags read a drawing again and again; `bytes` are those of each that pass the balancer. */
async function readPictures(cluster: Cluster, flags: readonly string[], seconds: number) {
  const drawing = await drawSeven();
  await using server = await startServe(flags, { quiet: true });
  const ask = () => postPicture(server.url, drawing);
  await closedLoad(ask, { clients: 4, seconds: 2 });
  const passed = async () => {
    const { bin, bout } = (await cluster.counts()).find(({ pxname }) => pxname === "digits")!;
    return Number(bin) + Number(bout);
  };
  const before = await passed();
  const load = () => closedLoad(ask, { clients: 8, seconds });
  const spent = await spending(cluster, server.pid, load);
  return { ...spent, bytes: (await passed() - before) / answered(spent.load) };
}

function picturesTable(
  loads: Readonly<Record<string, Awaited<ReturnType<typeof readPictures>>>>,
): string {
  const rows = Object.entries(loads).map(([what, spent]) => {
    const kilobytes = (spent.bytes / 1000).toFixed(0);
    return [what, ...cellsOf(spent, 1), kilobytes, String(lost(spent.load))];
  });
  const head = ["pictures/s", "p50", "p99", "server", "HAProxy", "nodes", "kB", "not answered"];
  return table(["networks run", ...head], rows);
}

/** A hundred requests, in an order that is always the same. */
async function mix() {
  const [one, many, look] = [await digitsRequest(1), await digitsRequest(64), await lookRequest()];
  return createRandom(1).shuffle([
    ...Array(75).fill(one),
    ...Array(20).fill(many),
    ...Array(4).fill(look),
    await largeLookRequest(),
  ]);
}

async function lossText(cluster: Cluster, load: Load, kills: number): Promise<string> {
  const { wretr, wredis } = (await cluster.counts()).find(({ svname }) => svname === "BACKEND")!;
  const slowest = quantile(load.times.get(200) ?? [], 1).toFixed(0);
  const [half] = latencies(load.times.get(200));
  const all = total(load).toLocaleString("en");
  const gone = `**${lost(load)} requests were lost**`;
  return `${all} requests by ${CLIENTS} clients: of a hundred, 75 for one ` +
    "digit, 20 for 64 and 4 for a look, none of which is tried again by who asks, and one for a look " +
    "at 672 x 672 pixels, which HAProxy cannot hold and the client of `--engine` tries again. " +
    `${kills} times a node was killed with SIGKILL, each in turn, and came back. ` +
    `${gone}: answered with other numbers than in this process, by another status than 200, or ` +
    `not at all. HAProxy counts ${wretr} tries anew and ${wredis} requests sent on to the other node. ` +
    `Half of the answers took at most ${half} ms, the slowest ${slowest} ms.`;
}

/** What Spark makes of so many digits while one of its workers is killed. */
async function sparkTexts(rows: number): Promise<string[]> {
  console.error("Spark");
  const named = Deno.env.get("DIGITS_PYTHON") ?? ".venv/bin/python3";
  const look = "import onnxruntime, pandas, pyarrow, pyspark, sys\nprint(sys.executable)";
  const python = await runCommand(named, { args: ["-c", look] }).catch(
    onError(CommandError, ({ message }) => {
      throw new UserError(
        `Spark needs what is not here: ${message}; ${SPARK_COMMAND} brings it, Java 17 apart; ` +
          "--rows 0 leaves Spark out",
      );
    }),
  );
  const score = await scoreOnSpark(python.trim(), { rows, parts: 100 });
  const { seconds, kills, ids, wrong, ...answers } = score;
  const count = (value: number) => value.toLocaleString("en");
  return [
    "## Digits on Spark",
    `\`deploy/spark/score.py\` on a Spark of two workers of a core each, ${kills} of which was killed ` +
    `with SIGKILL once the first rows were done: ${count(rows)} digits of MNIST in a Parquet of ` +
    `100 files, ${count(answers.rows)} rows answered, ${count(ids)} different ones, ${wrong} of ` +
    `them otherwise than in this process. It took ${seconds.toFixed(0)} s from the start of ` +
    `Spark to its end, ${count(Math.round(rows / seconds))} digits a second.`,
  ];
}

function growthTexts(cost: PictureCost, machines: Machines): string[] {
  const { cores, cents, gigabits } = machines;
  const { machines: reach, limit } = balancerReach(cost, machines);
  return [
    `Reckoned from the pictures above, not measured: machines of ${cores} such cores, all busy, at ` +
    `${cents} cents a core-hour and ${gigabits} Gbit/s each (both assumed: \`--cents\`, \`--gigabits\`).`,
    machinesTable(cost, machines),
    "Machines that read by themselves share nothing: any number of them stand side by side behind what " +
    "spreads connections. Nodes of their own are for networks on other hardware than the servers, and " +
    `for programs that ask for the networks alone. There ${limit} ends first, at ` +
    `${reach.toFixed(0)} machines a balancer; beyond, each balancer has nodes of its own. ` +
    "One that dies takes its connections with it: two of them share an address, or the clients' " +
    "second try meets the other.",
  ];
}
