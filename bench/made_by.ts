import { cpus } from "node:os";
import { commit } from "../tasks/commit.ts";

/** The commit of what is measured, as the program began with it: the models are part of it. */
const measured = commit("models", "mod.ts");

/** A report's first line: which task made it, with which flags, of which commit, when, and on what machine. */
export async function madeBy(task: string, flags: object = {}): Promise<string> {
  const cores = cpus();
  // `_` are the words that are no flags: none.
  const given = Object.entries(flags).filter(([name]) => name !== "_");
  const command = [task, ...given.map(([name, value]) => `--${name} ${value}`)].join(" ");
  const day = new Date().toISOString().slice(0, 10);
  return `Made by \`deno task ${command}\` at commit ${await measured ?? "unknown"} on ${day}, ` +
    `${cores.length} cores of ${cores[0].model.trim()}; do not edit.`;
}
