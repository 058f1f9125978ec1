import { taskArguments } from "./task_arguments.ts";

/** Runs `deno task predict FOLDER --json` from its start to its end, and gives the lines that it prints. */
export async function predictFolder(folder: string): Promise<string[]> {
  const args = [...taskArguments("predict"), folder, "--json"];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  const decoder = new TextDecoder();
  // 1 says that some of the files could not be read.
  if (code > 1) throw new Error(`predict ended with status ${code}: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout).trimEnd().split("\n");
}
