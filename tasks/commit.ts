import { onError } from "../lib/base/on_error.ts";
import { CommandError, runCommand } from "../tools/run_command.ts";

/**
 * The commit that this code is of, with `+` behind it where files differ from it; null where git, or a
 * repository, is missing.
 */
export async function commit(): Promise<string | null> {
  const git = (...args: string[]) =>
    runCommand("git", { args }).then((text) => text.trim(), onError(CommandError, () => null));
  const head = await git("rev-parse", "--short=12", "HEAD");
  return head && head + (await git("status", "--porcelain", "lib", "tasks") ? "+" : "");
}
