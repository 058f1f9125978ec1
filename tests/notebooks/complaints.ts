import { besideNotebooks } from "./beside_notebooks.ts";

/** What the compiler says against modules that stand beside the notebooks; nothing when all is well. */
export function complaints(modules: Readonly<Record<string, string>>): Promise<string> {
  return besideNotebooks(modules, async (paths) => {
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", ...paths],
      env: { NO_COLOR: "1" },
    }).output();
    return success ? "" : new TextDecoder().decode(stderr);
  });
}
