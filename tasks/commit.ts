/**
 * The commit that this code is of, with `+` behind it where files differ from it; null where git, or a
 * repository, is missing.
 */
export async function commit(): Promise<string | null> {
  const git = async (...args: string[]) => {
    const { success, stdout } = await new Deno.Command("git", { args, stderr: "null" }).output();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  };
  try {
    const head = await git("rev-parse", "--short=12", "HEAD");
    return head && head + (await git("status", "--porcelain", "lib", "tasks") ? "+" : "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
