/** Two Triton nodes behind HAProxy, each on an address of its own of this machine, as on three machines. */
import { setTimeout as delay } from "node:timers/promises";
import { basename, fromFileUrl, join } from "@std/path";
import { writeTritonRepository } from "../../lib/model/triton/write_triton_repository.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { answers, freePort, type Running, startProgram } from "../start_program.ts";
import { findPrograms, type Programs, stubOf } from "./find_programs.ts";

const CONFIG = fromFileUrl(new URL("../../deploy/haproxy.cfg", import.meta.url));
const FINDER = fromFileUrl(new URL("../../models/finder", import.meta.url));

/** The addresses that stand for two machines. */
const ADDRESSES = ["127.0.0.2", "127.0.0.3"];

/** Milliseconds before a node that has ended is started again. */
const PAUSE = 500;

/** What to start. */
interface ClusterOptions {
  /** The classifier's folder. */
  readonly model: string;
  /** Where the balancer listens on 127.0.0.1; 0 takes any port that is free. */
  readonly port: number;
  /** Told when a node has ended and when it is back. */
  readonly onChange?: (message: string) => void;
}

/** One Triton, which is started again whenever it ends. */
interface Node {
  readonly url: string;
  /** The one that runs; null while it is on its way. */
  readonly running: Running | null;
}

/** A cluster that is up. */
export interface Cluster extends AsyncDisposable {
  /** Where it is asked: what `--engine` takes. */
  readonly url: string;
  /** Where HAProxy shows which nodes are up; `/metrics` below it is for Prometheus. */
  readonly stats: string;
  readonly nodes: readonly Node[];
  readonly balancer: Running;
  /** What the balancer has counted of each frontend, backend and server of one, by HAProxy's names. */
  counts(): Promise<Readonly<Record<string, string>>[]>;
  /** How many nodes the balancer holds to be up. */
  nodesUp(): Promise<number>;
}

/**
 * Exports both networks, starts two Triton nodes that serve them, and HAProxy in front of them.
 *
 * @throws {UserError} when a program is missing or does not start; {ModelError} for a model that is none.
 */
export async function startCluster(
  { model, port, onChange = () => {} }: ClusterOptions,
): Promise<Cluster> {
  const programs = await findPrograms();
  await using stack = new AsyncDisposableStack();
  const { path: folder } = stack.use(await temporaryFolder());
  const repository = join(folder, "models");
  await writeTritonRepository(repository, { model, finder: FINDER });
  const backends = join(folder, "backends");
  await linkBackend(join(backends, "python"), programs);

  const starting = ADDRESSES.map((host) =>
    keepNode({ host, programs, repository, backends, onChange })
  );
  // Also where one does not start: the other is waited for, and stopped.
  stack.defer(async () => {
    await Promise.allSettled(starting.map(async (node) => (await node)[Symbol.asyncDispose]()));
  });
  const nodes = await Promise.all(starting);
  const own = (port: number) => `127.0.0.1:${port || freePort("127.0.0.1")}`;
  const [address, stats] = [own(port), own(0)];
  const balancer = await startProgram(programs.haproxy, {
    name: "HAProxy",
    // In the foreground.
    args: ["-db", "-f", CONFIG],
    env: {
      DIGITS_BALANCER: address,
      DIGITS_STATS: stats,
      DIGITS_NODE_A: new URL(nodes[0].url).host,
      DIGITS_NODE_B: new URL(nodes[1].url).host,
    },
    isUp: () => answers(`http://${address}/v2/health/ready`),
    // On SIGTERM it ends at once.
    stopSignal: "SIGUSR1",
  });
  stack.defer(async () => void await balancer.stop());
  const counts = async () => {
    const [head, ...rows] = (await (await fetch(`http://${stats}/;csv`)).text()).trim().split("\n");
    const names = head.replace(/^# /, "").split(",");
    return rows.map((row) => {
      const cells = row.split(",");
      return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
    });
  };
  const started = stack.move();
  return {
    url: `http://${address}`,
    stats: `http://${stats}`,
    nodes,
    balancer,
    counts,
    async nodesUp() {
      const rows = await counts();
      return rows.filter(({ pxname, svname, status }) =>
        pxname === "nodes" && svname !== "BACKEND" && status === "UP"
      ).length;
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/**
 * Lays out the folder in which Triton finds its python backend, as links.
 *
 * The package has the backend, and the part that runs Python, in two places. That part looks at no environment:
 * beside Python's own packages it imports only what lies in this folder, so those of a virtual environment
 * are linked too.
 */
async function linkBackend(folder: string, programs: Programs): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const paths = [stubOf(programs)];
  for (const from of [join(programs.triton, "backends/python"), programs.packages]) {
    for await (const { name } of Deno.readDir(from)) paths.push(join(from, name));
  }
  const left = ["__pycache__", "pytriton"];
  for (const path of paths.filter((path) => !left.includes(basename(path)))) {
    await Deno.symlink(path, join(folder, basename(path)));
  }
}

interface NodeOptions extends Pick<Required<ClusterOptions>, "onChange"> {
  readonly host: string;
  readonly programs: Programs;
  readonly repository: string;
  readonly backends: string;
}

/** Starts a node, and starts it again whenever it ends. */
async function keepNode(options: NodeOptions): Promise<Node & AsyncDisposable> {
  const { host, onChange } = options;
  const port = freePort(host);
  let running: Running | null = await startNode(options, port);
  let isClosing = false;
  const kept = (async () => {
    while (!isClosing) {
      await running?.ended;
      if (isClosing) break;
      running = null;
      onChange(`node ${host} has ended and is started again`);
      await delay(PAUSE);
      try {
        running = await startNode(options, port);
        onChange(`node ${host} is back`);
      } catch (error) {
        onChange((error as Error).message);
      }
    }
    await running?.stop();
  })();
  return {
    url: `http://${host}:${port}`,
    get running() {
      return running;
    },
    async [Symbol.asyncDispose]() {
      isClosing = true;
      await running?.stop();
      await kept;
    },
  };
}

async function startNode(
  { host, programs, repository, backends }: NodeOptions,
  port: number,
): Promise<Running> {
  // Nodes of one machine share its memory for messages to Python, under names of their own.
  const prefix = `digits-${host}-${port}-`;
  await removeShared(prefix);
  const running = await startProgram(join(programs.triton, "bin/tritonserver"), {
    name: `the Triton node ${host}:${port}`,
    args: [
      `--model-repository=${repository}`,
      `--backend-directory=${backends}`,
      `--backend-config=python,shm-region-prefix-name=${prefix}`,
      `--http-address=${host}`,
      `--http-port=${port}`,
      "--allow-grpc=false",
      "--allow-metrics=false",
      "--exit-timeout-secs=3",
      "--log-info=false",
    ],
    env: { LD_LIBRARY_PATH: programs.library },
    isUp: () => answers(`http://${host}:${port}/v2/health/ready`),
  });
  return Object.assign(running, { ended: running.ended.finally(() => removeShared(prefix)) });
}

/** Removes what a node that was killed has left in shared memory. */
async function removeShared(prefix: string): Promise<void> {
  for await (const { name } of Deno.readDir("/dev/shm")) {
    if (name.startsWith(prefix)) await Deno.remove(`/dev/shm/${name}`).catch(() => {});
  }
}
