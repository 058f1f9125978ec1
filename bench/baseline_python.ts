import { join } from "@std/path";
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runCommand } from "../tools/run_command.ts";
import { megabytes, watchFolder } from "../tools/watch_folder.ts";

/** Where the baselines live: Python environments, and what they have learnt. */
export const BASELINES = ".baselines";

/** Python packages at the versions that are measured. */
export interface PythonPackages {
  /** As pip takes them: `name==version`. */
  readonly requirements: readonly string[];
  /** What they and all that they need take on disk, about. */
  readonly bytes: number;
  /** The environment in `.baselines` that holds them; `venv` when left out. */
  readonly environment?: string;
}

/**
 * A Python that has the packages: the one that DIGITS_PYTHON names where that has them, else our own in
 * `.baselines`, which is made, and the packages installed into it, where they are not there yet.
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
