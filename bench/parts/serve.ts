/** The server, beside FastAPI. */
import { quantile } from "../../lib/base/quantile.ts";
import { freePort } from "../../tools/free_port.ts";
import { compare, type Comparison, inTurn } from "../comparison.ts";
import { closedLoad } from "../load.ts";
import { type Part, stepOf } from "../part.ts";
import { drawSeven } from "../server_pictures.ts";
import { startServe } from "../start_serve.ts";
import { memoryOf } from "../watch_memory.ts";

const FASTAPI = "FastAPI, uvicorn";

/** A server that listens, or soon will. */
interface Server extends AsyncDisposable {
  readonly url: string;
  readonly child: Deno.ChildProcess;
}

export const serve: Part = {
  title: "The server",
  about:
    "A POST of a drawing of 280 x 280 (PNG) over loopback. Ours is `deno task serve`: it finds the digits, " +
    "checks who asks, and reads in programs without network. FastAPI takes the picture for one digit, with Pillow, " +
    "numpy and onnxruntime on the same model, under uvicorn with a worker for every core. The clients share the " +
    "machine. Memory is that of all programs of a server, after the load; pages that they share count in each.",
  async measure({ python, rounds, fast, onProgress }) {
    const body = await drawSeven();
    const starts: Record<string, () => Promise<Server>> = {
      ours: () => startServe([], { quiet: true }),
      ...(python ? { [FASTAPI]: () => startFastApi(python) } : {}),
    };
    const firstAnswer = (name: string) => async () => {
      const before = performance.now();
      await using server = await starts[name]();
      await untilAnswered(server.url, body);
      return performance.now() - before;
    };
    const fastApi = <T>(side: (name: string) => T) => ({
      [FASTAPI]: python ? side(FASTAPI) : null,
    });
    const comparisons: Comparison[] = [
      await compare("start to first answer", "ms", firstAnswer("ours"), fastApi(firstAnswer), {
        rounds,
        onProgress: stepOf(onProgress, 0, 4),
      }),
    ];

    await using running = new AsyncDisposableStack();
    const servers: Record<string, Server> = {};
    for (const [name, start] of Object.entries(starts)) {
      servers[name] = running.use(await start());
      await untilAnswered(servers[name].url, body);
    }
    for (const [n, clients] of [1, 8, 64].entries()) {
      const seconds = fast ? 0.5 : 3;
      const sides = Object.entries(servers).map(([name, { url }]) => [
        name,
        () => load(url, body, { clients, seconds }),
      ]);
      const loads: Record<string, Load[]> = await inTurn(Object.fromEntries(sides), {
        rounds,
        onProgress: stepOf(onProgress, n + 1, 4),
      });
      const costs = (what: string, of: (one: Load) => number): Comparison => {
        const all = Object.entries(loads).map(([name, list]) => [name, list.map(of)]);
        const { ours, ...baselines } = Object.fromEntries(all);
        return { what: `${what}, ${clients} at once`, unit: "ms", ours, baselines };
      };
      comparisons.push(
        costs("1000 / requests a second", ({ perRequest }) => perRequest),
        costs("median of an answer", ({ median }) => median),
      );
    }
    if (Deno.build.os === "linux") {
      const memory = (name: string) => () => Promise.resolve(memoryOf(servers[name].child.pid));
      const options = { rounds: 1 };
      comparisons.push(
        await compare("resident memory", "MiB", memory("ours"), fastApi(memory), options),
      );
    }
    return { comparisons };
  },
};

/** What clients got, in milliseconds. */
interface Load {
  /** The time of the load by its requests. */
  readonly perRequest: number;
  readonly median: number;
}

/** Clients that ask as soon as they are answered. */
async function load(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  options: { readonly clients: number; readonly seconds: number },
): Promise<Load> {
  const ask = async () => {
    const response = await post(url, body);
    await response.arrayBuffer();
    return response.status;
  };
  const done = await closedLoad(ask, options);
  const times = done.times.get(200);
  if (!times || done.times.size > 1) {
    throw new Error(`${url} answered ${[...done.times.keys()].join(", ")}`);
  }
  return { perRequest: 1000 * done.seconds / times.length, median: quantile(times, 0.5) };
}

function post(url: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  return fetch(`${url}/api/predict`, { method: "POST", body });
}

/** Asks until the first answer comes; a server may not listen yet. */
async function untilAnswered(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const before = performance.now();
  while (performance.now() - before < 60_000) {
    const response = await post(url, body).catch(() => null);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await new Promise((resume) => setTimeout(resume, 5));
  }
  throw new Error(`${url} gave no answer within a minute`);
}

function startFastApi(python: string): Promise<Server> {
  const port = freePort("127.0.0.1");
  const workers = String(navigator.hardwareConcurrency);
  const child = new Deno.Command(python, {
    args: [
      ...["-m", "uvicorn", "serve:app", "--app-dir", "bench/baselines", "--port", String(port)],
      ...["--workers", workers, "--log-level", "warning", "--no-access-log"],
    ],
    stdout: "null",
    stderr: "null",
  }).spawn();
  return Promise.resolve({
    ...{ url: `http://127.0.0.1:${port}`, child },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
    },
  });
}
