import { UserError } from "../lib/base/errors.ts";

/** A command that could not be started or ended with another status than 0. */
export class CommandError extends UserError {
  override name = "CommandError";
}

/** Settings of {@linkcode runCommand}. */
interface CommandOptions {
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Record<string, string>;
  /** Statuses up to this are no failure; 0 when left out. */
  readonly worst?: number;
  /** Ends the command. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a command to its end, in silence.
 *
 * @returns What it wrote to standard output.
 * @throws {CommandError} saying why it failed, in its own last words.
 */
export async function runCommand(command: string, options: CommandOptions): Promise<string> {
  const { args, cwd, env, worst = 0, signal } = options;
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command(command, {
      ...{ args: [...args], cwd, env, signal },
      ...{ stdin: "null", stdout: "piped", stderr: "piped" },
    }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CommandError(`${command} is not installed`, { cause: error });
  }
  const decoder = new TextDecoder();
  if (output.code > worst) {
    const how = signal?.aborted ? String(signal.reason) : `status ${output.signal ?? output.code}`;
    const words = decoder.decode(output.stderr).trim().split("\n").slice(-4).join("\n").trim();
    throw new CommandError(`${command} failed (${how})${words ? `: ${words}` : ""}`);
  }
  return decoder.decode(output.stdout);
}
