import { UserError } from "../lib/base/errors.ts";
import { type Flag, FlagError, type Flags, readFlags, type Usage } from "./flags.ts";
import { OutputClosed } from "./print.ts";

/**
 * Runs a task with the flags of its usage and turns how it ends into an exit status.
 *
 * @param main Does the work; a number that it returns is the exit status.
 */
export async function runTask<const S extends Record<string, Flag>>(
  usage: Usage<S>,
  main: (flags: Flags<S>) => Promise<number | void> | number | void,
): Promise<void> {
  await endByStatus(() => main(readFlags(Deno.args, usage)));
}

/**
 * The same without flags. A {@linkcode UserError} prints its message alone, and the status is 1; 2 for a
 * {@linkcode FlagError}. A full disk, and a path that Deno keeps from tasks, print a sentence and give 1 too; any other
 * error is a defect and keeps its stack.
 */
export async function endByStatus(
  main: () => Promise<number | void> | number | void,
): Promise<void> {
  try {
    Deno.exitCode = await main() ?? 0;
  } catch (error) {
    Deno.exitCode = error instanceof FlagError ? 2 : 1;
    if (error instanceof UserError || isFull(error)) console.error(`error: ${error.message}`);
    // Whoever reads the output has seen enough: 141 is what a shell reports of programs that end so.
    else if (error instanceof OutputClosed) Deno.exitCode = 141;
    // Deno lets no task into /proc, /sys and /dev, and would advise a flag that tasks do not take.
    else if (error instanceof Deno.errors.NotCapable && error.message.startsWith(KEPT)) {
      console.error(`error: ${error.message.split(",")[0]}, which no task has; name another path`);
    } else throw error;
  }
}

/** How Deno's message begins for a path that takes all permissions. */
const KEPT = "Requires all access to";

/** Whether the disk that is written to is full. */
function isFull(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}
