import { join } from "@std/path";
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runCommand } from "../tools/run_command.ts";
import { megabytes, watchFolder } from "../tools/watch_folder.ts";

/** Where the baselines live: Python environments, and what they have learnt. */
export const BASELINES = ".baselines";

/** Python packages at the versions that are measured, and the environment that holds them. */
interface PythonPackages {
  /** As pip takes them: `name==version`. */
  readonly requirements: readonly string[];
  /** What they and all that they need take on disk, about. */
  readonly bytes: number;
  /** The environment in `.baselines` that holds them; `venv` when left out. */
  readonly environment?: string;
}

/** What a server needs that reads digits with FastAPI and onnxruntime. */
export const SERVING = [
  "numpy==2.4.6",
  "onnxruntime==1.32.0",
  "pillow==13.0.0",
  "scipy==1.17.1",
  "fastapi==0.165.0",
  "uvicorn==0.54.0",
  "uvloop==0.23.0",
  "httptools==0.9.0",
] as const;

/** All of `deno task bench` but PyTorch; other reports have environments, and versions, of their own. */
export const PACKAGES: PythonPackages = {
  environment: "bench-venv",
  requirements: [
    ...SERVING,
    "tensorflow-cpu==2.21.0",
    "keras==3.15.1",
    "scikit-image==0.26.0",
    "rapidocr-onnxruntime==1.4.4",
    "opencv-python==5.0.0.93",
    "streamlit==1.67.0",
  ],
  bytes: 2.7e9,
};

/** PyTorch, apart because of its size: the wheel that pip finds by name brings CUDA along, of which nothing is used. */
export const TORCH: PythonPackages = {
  environment: "torch-venv",
  requirements: ["torch==2.15.0", "numpy==2.4.6"],
  bytes: 5.8e9,
};

/**
 * A Python that has the packages: the one that DIGITS_PYTHON names, if it has them, else one in `.baselines`, which
 * is made first where it is missing.
 *
 * @throws {UserError} saying what is missing and what installs it.
 */
export async function baselinePython(
  { requirements, bytes, environment = "venv" }: PythonPackages,
): Promise<string> {
  const named = Deno.env.get("DIGITS_PYTHON");
  if (named && await has(named, requirements)) return named;
  const folder = join(BASELINES, environment);
  const own = join(folder, "bin", "python3");
  if (await has(own, requirements)) return own;

  const what = requirements.join(" ");
  await runCommand("python3", { args: ["-m", "venv", folder] }).catch(
    onError(UserError, (error) => {
      throw new UserError(
        `Python's ${what} needs python3 with venv (${error.message}); on Debian and ` +
          "Ubuntu: sudo apt-get install python3-venv",
      );
    }),
  );
  const bar = progressBar(`installing ${what}`);
  const install = ["-m", "pip", "install", "--no-input", "--quiet", ...requirements];
  const installing = runCommand(own, { args: install }).catch(onError(UserError, (error) => {
    throw new UserError(`${error.message}; by hand: ${own} ${install.join(" ")}`);
  }));
  await watchFolder(folder, installing, {
    onSize: (size) => bar.onProgress(Math.min(size, bytes), bytes, megabytes(size)),
  }).finally(bar.finish);
  return own;
}

/** Whether a Python is there and has all of them, at these versions. */
async function has(python: string, requirements: readonly string[]): Promise<boolean> {
  const look = "import sys\nfrom importlib.metadata import version\n" +
    "sys.exit(any(version(one) != at for one, at in (r.split('==') for r in sys.argv[1:])))";
  const asked = runCommand(python, { args: ["-c", look, ...requirements] });
  return await asked.then(() => true, onError(UserError, () => false));
}
