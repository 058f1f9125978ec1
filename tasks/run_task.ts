import { UserError } from "../lib/base/errors.ts";
import { FlagError } from "./flags.ts";

/**
 * Runs a task and turns how it ends into an exit status.
 *
 * A {@linkcode UserError} prints its message alone and gives 1, a {@linkcode FlagError} 2; any other
 * error is a defect and keeps its stack.
 *
 * @param main Does the work; a number that it returns is the exit status.
 */
export async function runTask(
  main: (args: readonly string[]) => Promise<number | void> | number | void,
): Promise<void> {
  try {
    Deno.exitCode = await main(Deno.args) ?? 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(`error: ${error.message}`);
    Deno.exitCode = error instanceof FlagError ? 2 : 1;
  }
}
