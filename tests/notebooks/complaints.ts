import { runDeno } from "../run_deno.ts";
import { besideNotebooks } from "./beside_notebooks.ts";

/** What the compiler says against modules that stand beside the notebooks; nothing when all is well. */
export function complaints(modules: Readonly<Record<string, string>>): Promise<string> {
  return besideNotebooks(modules, async (paths) => {
    const { code, err } = await runDeno("check", ...paths);
    return code === 0 ? "" : err;
  });
}
