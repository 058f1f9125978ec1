/** The server, beside FastAPI and the original's page. */
import { join } from "@std/path";
import { quantile } from "../../lib/base/quantile.ts";
import { reportNetwork } from "../../lib/network/report.ts";
import { freePort, startProgram } from "../../tools/start_program.ts";
import { proportionalMemoryOf } from "../../tools/processes.ts";
import { runCommand } from "../../tools/run_command.ts";
import { temporaryFolder } from "../../tools/temporary_folder.ts";
import { compare, type Comparison, inTurn, milliseconds } from "../comparison.ts";
import { answered, closedLoad, type Load, postPicture } from "../load.ts";
import { type Part, stepOf } from "../part.ts";
import { kerasNetwork, startPython } from "../python_program.ts";
import { drawSeven, photographSeven } from "../server_pictures.ts";
import { type Served, startServe } from "../start_serve.ts";

const FASTAPI = "FastAPI, uvicorn";
const STREAMLIT = "the original's page, Streamlit";
const KERAS = "Keras, FastAPI, one process";

/** How many clients ask at a time. */
const CLIENTS = [1, 8, 64];

/** Loads that are measured: of each picture, by so many clients. */
const LOADS = 2 * CLIENTS.length;

export const serve: Part = {
  title: "The server",
  about:
    "A POST of a drawing of 280 x 280 (PNG), or of a photograph of 1152 x 864 (JPEG), over loopback. Ours is `deno task serve`: it finds the digits, " +
    "checks who asks, and reads in programs without network. FastAPI takes the picture for one digit, with Pillow, " +
    "numpy and onnxruntime on the same model, under uvicorn with a worker for every core. The clients share the " +
    "machine. The original's page is a script of Streamlit that has Keras read 64 x 64 pixels; its own AppTest runs " +
    "it in a fresh process and uploads the drawing, so that neither web server nor browser are counted. Memory is the " +
    "proportional set size of all programs of a server: a page that several share counts in equal parts in each. Keras " +
    "serves our digit net from its SavedModel, behind FastAPI too, in one process.",
  async measure({ python, rounds, fast, onProgress }) {
    const body = await drawSeven();
    const bodies = { "": body, "photograph: ": await photographSeven(1152, 864) };
    const cores = navigator.hardwareConcurrency;
    const starts: Record<string, () => Promise<Served>> = {
      ours: () => startServe([], { quiet: true }),
      ...(python && { [FASTAPI]: () => startFastApi(python, "with_onnxruntime", cores) }),
    };
    const firstAnswer = (start: () => Promise<Served>) => async () => {
      const before = performance.now();
      await using server = await start();
      await load(server.url, body, { clients: 1, requests: 1 });
      return performance.now() - before;
    };
    await using folder = await temporaryFolder();
    const page = python ? await originalPage(python, folder.path, body) : null;
    const comparisons: Comparison[] = [
      await compare("start to first answer", "ms", firstAnswer(starts.ours), {
        [FASTAPI]: python ? firstAnswer(starts[FASTAPI]) : null,
        [STREAMLIT]: page && (() => milliseconds(page)),
      }, { rounds, onProgress: stepOf(onProgress, 0, 1 + LOADS) }),
    ];

    await using running = new AsyncDisposableStack();
    const servers: Record<string, Served> = {};
    for (const name in starts) servers[name] = running.use(await starts[name]());
    let step = 0;
    for (const [picture, body] of Object.entries(bodies)) {
      for (const clients of CLIENTS) {
        const seconds = fast ? 0.5 : 3;
        const loads = await inTurn(
          Object.values(servers),
          ({ url }) => load(url, body, { clients, seconds }),
          { rounds, onProgress: stepOf(onProgress, ++step, 1 + LOADS) },
        );
        const costs = (what: string, of: (one: Load) => number): Comparison => ({
          ...{ what: `${picture}${what}, ${clients} at once`, unit: "ms" },
          ...oursAndOthers(Object.keys(servers).map((name, i) => [name, loads[i].map(of)])),
        });
        const timeOf = (share: number) => ({ times }: Load) => quantile(times.get(200)!, share);
        comparisons.push(
          costs("1000 / requests a second", (one) => 1000 * one.seconds / answered(one)),
          costs("median of an answer", timeOf(0.5)),
          costs("what one answer in a hundred exceeds", timeOf(0.99)),
        );
      }
    }
    if (Deno.build.os === "linux") {
      comparisons.push(weigh("after all of these", servers));
      await running.disposeAsync();
      // Anew, and each after the same.
      await using fresh = new AsyncDisposableStack();
      const anew: Record<string, Served> = {};
      if (python) starts[KERAS] = () => startFastApi(python, "with_keras", 1);
      for (const name in starts) {
        anew[name] = fresh.use(await starts[name]());
        await load(anew[name].url, body, { clients: 8, seconds: fast ? 0.5 : 3 });
      }
      comparisons.push(weigh("after drawings, 8 at once", anew));
    }
    return { comparisons };
  },
};

/** The memory of ours and of the other servers. */
function weigh(when: string, servers: Record<string, Served>): Comparison {
  const all = Object.entries(servers);
  return {
    ...{ what: `memory, ${when}`, unit: "MiB" },
    ...oursAndOthers(all.map(([name, { pid }]) => [name, [proportionalMemoryOf(pid)]])),
  };
}

function oursAndOthers(costs: [name: string, costs: number[]][]) {
  const { ours, ...baselines } = Object.fromEntries(costs);
  return { ours, baselines };
}

/** Clients that ask as soon as they are answered, and always get 200. */
async function load(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  options: Parameters<typeof closedLoad>[1],
): Promise<Load> {
  const done = await closedLoad(() => postPicture(url, body), options);
  const statuses = [...done.times.keys()];
  if (statuses.join() !== "200") throw new Error(`${url} answered ${statuses.join(", ")}`);
  return done;
}

/**
 * Gets ready what the original's page needs: a model of its network, whose weights mean nothing, and a picture.
 *
 * @returns What goes from a fresh process to a digit.
 */
async function originalPage(python: string, folder: string, body: Uint8Array) {
  const [model, picture] = [join(folder, "original.keras"), join(folder, "digit.png")];
  await Deno.writeFile(picture, body);
  await using original = startPython(python, "original.py");
  const network = reportNetwork({ classes: 10, seed: 1 });
  await original.ask("save", { network: kerasNetwork(network, [64, 64, 1]), path: model });
  network.dispose();
  return async () => {
    const args = ["bench/baselines/streamlit_page.py", model, picture];
    const said = (await runCommand(python, { args })).trim();
    if (!/^\d$/.test(said)) throw new Error(`the original's page said "${said}"`);
  };
}

/** Starts the server that the function `app` of `baselines/serve.py` makes. */
async function startFastApi(python: string, app: string, workers: number): Promise<Served> {
  const port = freePort("127.0.0.1");
  const server = await startProgram(python, {
    name: FASTAPI,
    args: [
      ...["-m", "uvicorn", "--factory", `serve:${app}`, "--app-dir", "bench/baselines"],
      ...["--port", String(port), "--workers", String(workers)],
      ...["--log-level", "warning", "--no-access-log"],
    ],
    isUp: () => Deno.connect({ port }).then((one) => (one.close(), true), () => false),
    quiet: true,
  });
  return Object.assign(server, { url: `http://127.0.0.1:${port}` });
}
