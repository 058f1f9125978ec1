/** `deno task notebooks`: runs the notebooks in place; `--help` says how. */
import { join } from "@std/path";
import { UserError } from "../lib/base/errors.ts";
import { compareOutputs } from "../lib/notebook/compare_outputs.ts";
import { readNotebook, writeNotebook } from "../lib/notebook/notebook_file.ts";
import { runNotebook } from "../lib/notebook/run_notebook.ts";
import { withRecord } from "../lib/notebook/run_record.ts";
import { isSealed, seal } from "../lib/notebook/seal.ts";
import { commit } from "./commit.ts";
import { FlagError } from "./flags.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "notebooks",
  about: "Runs notebooks/*.ipynb, or the files named, and stores what their cells show.",
  words: "[FILE…]",
  paths: true,
  flags: {
    check: { type: "boolean", help: "store nothing; fail where a stored output is not what comes" },
    fast: { type: "boolean", help: "little data, few epochs; store nothing" },
  },
}, async (flags) => {
  const { check, fast } = flags;
  if (check && fast) {
    throw new FlagError("--check compares with full runs: it cannot be --fast");
  }
  const files = flags._.length > 0 ? flags._ : await allNotebooks();
  const made = await commit();
  let differing = 0;
  for (const path of files) {
    const stored = await readNotebook(path);
    if (check && !isSealed(stored)) {
      console.error(`${path}: its code or its outputs were changed since they were stored`);
      differing++;
    }
    const { onProgress, finish } = progressBar(path);
    const { notebook: fresh, ...ran } = await runNotebook(stored, { path, fast, onProgress })
      .finally(finish);
    if (check) {
      const differences = compareOutputs(stored, fresh);
      for (const difference of differences) console.error(`${path}, ${difference}`);
      differing += differences.length;
    } else if (!fast) {
      const record = { at: new Date().toISOString(), commit: made, ...ran };
      await writeNotebook(path, seal(withRecord(fresh, record)));
    }
  }
  if (differing > 0) {
    throw new UserError(
      `${differing} stored outputs are not what the code gives; deno task notebooks stores new ones`,
    );
  }
});

async function allNotebooks(): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir("notebooks"), ({ name }) => name);
  return names.filter((name) => name.endsWith(".ipynb")).sort()
    .map((name) => join("notebooks", name));
}
