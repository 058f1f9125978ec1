/** From nothing but Node to the first answer, beside nothing but Python. */
import { join } from "@std/path";
import { runCommand } from "../../tools/run_command.ts";
import { freePort, startProgram } from "../../tools/start_program.ts";
import { temporaryFolder } from "../../tools/temporary_folder.ts";
import { SERVING } from "../baseline_python.ts";
import type { Comparison } from "../comparison.ts";
import { postPicture } from "../load.ts";
import { type Part, stepOf } from "../part.ts";
import { drawSeven } from "../server_pictures.ts";

const DENO = "2.9.6";
const PYTHON = "FastAPI in a new venv";

const VENV = [
  "python3 -m venv $HOME/venv",
  `$HOME/venv/bin/pip install --quiet --no-input ${SERVING.join(" ")}`,
  "exec $HOME/venv/bin/uvicorn --factory serve:with_onnxruntime --app-dir bench/baselines --port $PORT",
].join(" && ");

/** Longest that it may take, in seconds: most of it are downloads. */
const PATIENCE = 600;

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
    const ours = await firstStart("the clone", `npx -y deno@${DENO} task serve --port $PORT`);
    stepOf(onProgress, 0, 2)(1, 1);
    const theirs = python === null ? null : await firstStart(PYTHON, VENV);
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

/** Has `sh` start a server on $PORT in a fresh clone, with a home that is empty, and waits for an answer. */
async function firstStart(name: string, script: string): Promise<FirstStart> {
  await using folder = await temporaryFolder();
  const home = folder.path;
  const inHome = (name: string) => join(home, name);
  const clone = inHome("clone");
  const from = `file://${Deno.cwd()}`;
  await runCommand("git", { args: ["clone", "--quiet", "--depth", "1", from, clone] });
  const body = await drawSeven();
  const port = String(freePort("127.0.0.1"));
  const atFirst = await mebibytesIn(home);
  const before = performance.now();
  await using _server = await startProgram("sh", {
    name,
    args: ["-c", script],
    cwd: clone,
    env: {
      HOME: home,
      PORT: port,
      XDG_CACHE_HOME: inHome("cache"),
      PIP_CACHE_DIR: inHome("pip"),
      DENO_DIR: inHome("deno"),
      npm_config_cache: inHome("npm"),
      // Without a prefix of its own, npx takes a Deno that is installed.
      npm_config_prefix: inHome("prefix"),
    },
    patience: PATIENCE,
    isUp: async () => await postPicture(`http://127.0.0.1:${port}`, body) === 200,
  });
  const seconds = (performance.now() - before) / 1000;
  return { seconds, size: await mebibytesIn(home) - atFirst };
}

/** What a folder takes on the disk; a file that has two names there counts once. */
async function mebibytesIn(folder: string): Promise<number> {
  const [kibibytes] = (await runCommand("du", { args: ["-sk", folder] })).split("\t");
  return Number(kibibytes) / 1024;
}
