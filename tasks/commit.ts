import { onError } from "../lib/base/on_error.ts";
import { CommandError, runCommand } from "../tools/run_command.ts";

/**
 * The commit that this code is of, with `+` behind it where what trains and measures differs from it: the folders
 * of code, and the packages. Null where git, or a repository, is missing.
 *
 * @param also Other paths of which the same is asked.
 */
export async function commit(...also: string[]): Promise<string | null> {
  const git = (...args: string[]) =>
    runCommand("git", { args }).then((text) => text.trim(), onError(CommandError, () => null));
  const head = await git("rev-parse", "--short=12", "HEAD");
  const code = ["lib", "tasks", "tools", "bench", "deno.json", "deno.lock"];
  return head && head + (await git("status", "--porcelain", ...code, ...also) ? "+" : "");
}
