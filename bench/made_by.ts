import { cpus } from "node:os";
import { commit } from "../tasks/commit.ts";

/** What is measured: it was read when the program began. Unlike a training, a report measures the models too. */
const measured = commit("models", "mod.ts");

/** A report's first line: which task made it, with which flags, of which commit, when, and on what machine. */
export async function madeBy(task: string, flags: object = {}): Promise<string> {
  const cores = cpus();
  const given = Object.entries(flags).filter(([name]) => name !== "_");
  const command = [task, ...given.map(([name, value]) => `--${name} ${value}`)].join(" ");
  const day = new Date().toISOString().slice(0, 10);
  return `Made by \`deno task ${command}\` at commit ${await measured ?? "unknown"} on ${day}, ` +
    `${cores.length} cores of ${cores[0].model.trim()}; do not edit.`;
}
