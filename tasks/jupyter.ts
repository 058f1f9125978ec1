/** `deno task jupyter`: opens the notebooks in JupyterLab, with this project's own kernel. */
import { delimiter } from "node:path";
import { dirname, fromFileUrl, join } from "@std/path";
import { UserError } from "../lib/base/errors.ts";
import { endByStatus } from "./run_task.ts";

const HELP = `Opens the notebooks in JupyterLab, with the kernel of this project.

deno task jupyter [what "jupyter lab" takes: see jupyter lab --help]`;

await endByStatus(async () => {
  if (["-h", "--help"].includes(Deno.args[0])) {
    console.log(HELP);
    return 0;
  }
  const root = dirname(dirname(fromFileUrl(import.meta.url)));
  // Inside a task `deno` is the binary that runs the task, wherever it is; the kernel must be it too.
  const path = [dirname(Deno.execPath()), Deno.env.get("PATH")].join(delimiter);
  const jupyterPath = [join(root, ".jupyter"), Deno.env.get("JUPYTER_PATH")].filter(Boolean);
  try {
    const { code } = await new Deno.Command("jupyter", {
      args: ["lab", join(root, "notebooks"), ...Deno.args],
      env: { PATH: path, JUPYTER_PATH: jupyterPath.join(delimiter) },
    }).spawn().status;
    return code;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(
      "JupyterLab is not installed: pip install jupyterlab (needs Python 3), then run this again",
    );
  }
});
