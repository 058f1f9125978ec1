import { cpus } from "node:os";
import { commit } from "../tasks/commit.ts";

/** A report's first line: which task made it, with which flags, of which commit, when, and on what machine. */
export async function madeBy(task: string, flags: object = {}): Promise<string> {
  const cores = cpus();
  const given = Object.entries(flags).filter(([name]) => name !== "_");
  const command = [task, ...given.map(([name, value]) => `--${name} ${value}`)].join(" ");
  // Unlike a training, a report measures the models too.
  const made = await commit("models", "mod.ts");
  const day = new Date().toISOString().slice(0, 10);
  return `Made by \`deno task ${command}\` at commit ${made ?? "unknown"} on ${day}, ` +
    `${cores.length} cores of ${cores[0].model.trim()}; do not edit.`;
}
