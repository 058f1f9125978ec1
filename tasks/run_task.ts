import { UserError } from "../lib/base/errors.ts";
import { type Flag, FlagError, type Flags, readFlags, type Usage } from "./flags.ts";

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
 * The same without flags: a {@linkcode UserError} prints its message alone and gives 1, a
 * {@linkcode FlagError} 2; any other error is a defect and keeps its stack.
 */
export async function endByStatus(
  main: () => Promise<number | void> | number | void,
): Promise<void> {
  try {
    Deno.exitCode = await main() ?? 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(`error: ${error.message}`);
    Deno.exitCode = error instanceof FlagError ? 2 : 1;
  }
}
