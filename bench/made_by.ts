import { cpus } from "node:os";
import { commit } from "../tasks/commit.ts";

/** A report's first line: which command made it, of which commit, when, and on what machine. */
export async function madeBy(command: string): Promise<string> {
  const cores = cpus();
  // What changes models asks of the code alone; a report measures them too.
  const made = await commit("models", "mod.ts");
  const day = new Date().toISOString().slice(0, 10);
  return `Made by \`deno task ${command}\` at commit ${made ?? "unknown"} on ${day}, ` +
    `${cores.length} cores of ${cores[0].model.trim()}; do not edit.`;
}
