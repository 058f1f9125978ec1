import { join } from "@std/path";
import { UserError } from "../lib/base/errors.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runCommand } from "../tools/run_command.ts";
import { megabytes, watchFolder } from "../tools/watch_folder.ts";

/** Where the baselines live: a Python environment, and what they have learnt. */
export const BASELINES = ".baselines";

/** A Python package at the version that is measured. */
export interface PythonPackage {
  /** As pip takes it. */
  readonly requirement: string;
  /** As Python imports it. */
  readonly module: string;
  /** What it and all that it needs take on disk, about. */
  readonly bytes: number;
}

/**
 * A Python that has the package: the one that DIGITS_PYTHON names where that has it, else our own in
 * `.baselines/venv`, which is made, and the package installed into it, where they are not there yet.
 *
 * @throws {UserError} saying what is missing and what installs it.
 */
export async function baselinePython(needed: PythonPackage): Promise<string> {
  const named = Deno.env.get("DIGITS_PYTHON");
  if (named && await has(named, needed.module)) return named;
  const folder = join(BASELINES, "venv");
  const own = join(folder, "bin", "python3");
  if (await has(own, needed.module)) return own;

  await runCommand("python3", { args: ["-m", "venv", folder] }).catch((error) => {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `Python's ${needed.requirement} needs python3 with venv (${error.message}); on Debian and ` +
        "Ubuntu: sudo apt-get install python3-venv",
    );
  });
  const bar = progressBar(`installing ${needed.requirement}`);
  const install = ["-m", "pip", "install", "--no-input", "--quiet", needed.requirement];
  await watchFolder(folder, runCommand(own, { args: install }), {
    onSize: (bytes) =>
      bar.onProgress(Math.min(bytes, needed.bytes), needed.bytes, megabytes(bytes)),
  }).finally(bar.finish);
  return own;
}

async function has(python: string, module: string): Promise<boolean> {
  const find = "import sys, importlib.util; sys.exit(not importlib.util.find_spec(sys.argv[1]))";
  const asked = runCommand(python, { args: ["-c", find, module] });
  return await asked.then(() => true, (error) => {
    if (error instanceof UserError) return false;
    throw error;
  });
}
