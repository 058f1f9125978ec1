import { cpus } from "node:os";
import { commit } from "../tasks/commit.ts";

/** A report's first line: which command made it, of which commit, when, and on what machine. */
export async function madeBy(command: string): Promise<string> {
  const cores = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `Made by \`deno task ${command}\` at commit ${await commit() ?? "unknown"} on ${day}, ` +
    `${cores.length} cores of ${cores[0].model.trim()}; do not edit.`;
}
