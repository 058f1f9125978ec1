/** From nothing but Node to the first answer, beside nothing but Python. */
import { join } from "@std/path";
import { UserError } from "../../lib/base/errors.ts";
import { freePort } from "../../tools/free_port.ts";
import { runCommand } from "../../tools/run_command.ts";
import { startProgram } from "../../tools/start_program.ts";
import { temporaryFolder } from "../../tools/temporary_folder.ts";
import type { Comparison } from "../comparison.ts";
import { untilAnswered } from "../load.ts";
import { SERVING } from "../packages.ts";
import { type Part, stepOf } from "../part.ts";
import { drawSeven } from "../server_pictures.ts";

const DENO = "2.9.6";
const PYTHON = "FastAPI in a new venv";

/** Longest that a download may take, in minutes. */
const PATIENCE = 10;

/** What a first start took. */
interface FirstStart {
  readonly seconds: number;
  /** Of all that was fetched and unpacked, MiB on disk. */
  readonly size: number;
}

export const fresh: Part = {
  title: "The very first start",
  about:
    `Of a fresh clone of the last commit: \`npx -y deno@${DENO} task serve\`, with a home and caches that are empty, ` +
    `until it has read a drawing. Beside it, the FastAPI server of the part above: a new virtual environment, ` +
    "`pip install` of the packages that it needs, uvicorn. Node is there already, and so is Python. The size is that " +
    "of all that both leave on the disk, caches and packages, the clone itself left out. The time is mostly the " +
    "network's: how far the package registry is, or a mirror of it.",
  async measure({ python, onProgress }) {
    const ours = await firstStart(startClone);
    stepOf(onProgress, 0, 2)(1, 1);
    const theirs = python === null ? null : await firstStart(startVenv);
    stepOf(onProgress, 1, 2)(1, 1);
    const row = (what: string, unit: string, of: (one: FirstStart) => number): Comparison => {
      const baselines: Record<string, number[]> = theirs ? { [PYTHON]: [of(theirs)] } : {};
      return { what, unit, ours: [of(ours)], baselines };
    };
    return {
      comparisons: [
        row("from nothing to the first answer", "s", ({ seconds }) => seconds),
        row("what it leaves on the disk", "MiB", ({ size }) => size),
      ],
    };
  },
};

/** Starts a server in an empty folder, which is its home too, and waits for an answer. */
async function firstStart(
  start: (home: string, port: string) => Promise<Parameters<typeof startProgram>>,
): Promise<FirstStart> {
  await using folder = await temporaryFolder();
  const home = folder.path;
  const port = String(freePort("127.0.0.1"));
  const body = await drawSeven();
  const [command, options] = await start(home, port);
  const atFirst = await mebibytesIn(home);
  const env = { HOME: home, XDG_CACHE_HOME: join(home, "cache"), ...options.env };
  const before = performance.now();
  await using server = await startProgram(command, { ...options, env });
  const over = new AbortController();
  server.ended.then(() =>
    over.abort(new UserError(`${options.name} ended:\n${server.said.slice(-1000)}`))
  );
  const waiting = { minutes: PATIENCE, signal: over.signal };
  await untilAnswered(`http://127.0.0.1:${port}`, body, waiting);
  const seconds = (performance.now() - before) / 1000;
  return { seconds, size: await mebibytesIn(home) - atFirst };
}

/** What a folder takes on the disk; a file that has two names there counts once. */
async function mebibytesIn(folder: string): Promise<number> {
  const [kibibytes] = (await runCommand("du", { args: ["-sk", folder] })).split("\t");
  return Number(kibibytes) / 1024;
}

async function startClone(home: string, port: string): Promise<Parameters<typeof startProgram>> {
  const clone = join(home, "clone");
  const from = `file://${Deno.cwd()}`;
  await runCommand("git", { args: ["clone", "--quiet", "--depth", "1", from, clone] });
  return ["npx", {
    name: "the clone",
    args: ["-y", `deno@${DENO}`, "task", "serve", "--port", port],
    cwd: clone,
    // Without a prefix of its own, npx takes a Deno that is installed.
    env: {
      DENO_DIR: join(home, "deno"),
      npm_config_cache: join(home, "npm"),
      npm_config_prefix: join(home, "prefix"),
    },
    isUp: () => true,
  }];
}

function startVenv(home: string, port: string): Promise<Parameters<typeof startProgram>> {
  const python = join(home, "venv", "bin", "python3");
  const steps = [
    `python3 -m venv ${join(home, "venv")}`,
    `${python} -m pip install --quiet --no-input ${SERVING.join(" ")}`,
    `exec ${python} -m uvicorn --factory serve:with_onnxruntime --app-dir bench/baselines --port ${port}`,
  ];
  return Promise.resolve(["sh", {
    name: PYTHON,
    args: ["-c", steps.join(" && ")],
    env: { PIP_CACHE_DIR: join(home, "pip") },
    isUp: () => true,
  }]);
}
