import { runCommand } from "../tools/run_command.ts";
import { taskArguments } from "./task_arguments.ts";

/** Runs `deno task predict FOLDER --json` from its start to its end, and gives the lines that it prints. */
export async function predictFolder(folder: string): Promise<string[]> {
  const args = [...taskArguments("predict"), folder, "--json"];
  return (await runCommand(Deno.execPath(), { args })).trimEnd().split("\n");
}
