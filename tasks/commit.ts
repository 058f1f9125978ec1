import { onError } from "../lib/base/on_error.ts";
import { CommandError, runCommand } from "../tools/run_command.ts";

/**
 * The commit of this code, with `+` behind it where the folders of code, or the packages, differ from it; null where
 * git, or a repository, is missing.
 *
 * @param also Other paths that may not differ either.
 */
export async function commit(...also: string[]): Promise<string | null> {
  const git = (...args: string[]) =>
    runCommand("git", { args }).then((text) => text.trim(), onError(CommandError, () => null));
  const head = await git("rev-parse", "--short=12", "HEAD");
  const code = ["lib", "tasks", "tools", "bench", "deno.json", "deno.lock"];
  return head && head + (await git("status", "--porcelain", ...code, ...also) ? "+" : "");
}
