/**
 * Every notebook runs from its first cell to its last, with little data and on wasm, and says what it said
 * when `deno test --allow-all tests/notebooks/fast_test.ts -- --update` was last run.
 *
 * What the full runs showed is stored in the notebooks; `stored_test.ts` keeps it unchanged. Where a notebook
 * says something else now, its full run would too: so new words are taken after a new full run alone.
 */
import assert from "node:assert/strict";
import { compareOutputs, textOf } from "../../lib/notebook/compare_outputs.ts";
import { type Notebook, readNotebook } from "../../lib/notebook/notebook_file.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";
import { recordOf } from "../../lib/notebook/run_record.ts";
import { notebookNames, pathOf } from "./all_notebooks.ts";

/** What a notebook's cells said, output by output (of pictures their titles), after which full run. */
interface Words {
  readonly fullRun?: string;
  readonly words: string[][];
}

const file = new URL("fast_outputs.json", import.meta.url);
const update = Deno.args.includes("--update");
const known: Record<string, Words> = JSON.parse(await Deno.readTextFile(file));

/** The notebook with texts in place of its outputs. */
function saying(notebook: Notebook, words: readonly string[][]): Notebook {
  const cells = notebook.cells.map((cell, i) => ({
    ...cell,
    outputs: (words[i] ?? []).map((text) => (
      { output_type: "stream", name: "stdout", text } as const
    )),
  }));
  return { ...notebook, cells };
}

/** Notebooks at a time: each keeps a core busy. */
const LANES = 2;

Deno.test("the notebooks run with little data and say what they said", async (test) => {
  // The last ones take longest, so they go first.
  const waiting = [...notebookNames];
  const lane = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) await runs(test, name);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (update) {
    const sorted = Object.fromEntries(Object.entries(known).sort(([a], [b]) => a < b ? -1 : 1));
    await Deno.writeTextFile(file, JSON.stringify(sorted, null, 2) + "\n");
  }
});

function runs(test: Deno.TestContext, name: string): Promise<boolean> {
  return test.step({
    name,
    async fn() {
      const path = pathOf(name);
      const stored = await readNotebook(path);
      const { notebook } = await runNotebook(stored, { path, fast: true });
      const words = notebook.cells.map(({ outputs = [] }) => outputs.map(textOf));
      const fullRun = recordOf(stored)?.at;
      const before = known[name];
      const differences = before
        ? compareOutputs(saying(notebook, before.words), saying(notebook, words))
        : ["nothing is known of it"];
      if (!update) {
        assert.deepEqual(
          differences,
          [],
          `deno task notebooks ${path}, then this test with -- --update`,
        );
        assert.equal(before.fullRun, fullRun, "after a full run, run this test with -- --update");
      } else if (differences.length > 0 || before.fullRun !== fullRun) {
        const isNew = before?.fullRun !== fullRun;
        assert.ok(isNew, `${differences[0]}; first run it in full: deno task notebooks ${path}`);
        known[name] = { fullRun, words };
      }
    },
    // Deno runs steps side by side only where it need not tell whose resources are whose.
    sanitizeOps: false,
    sanitizeResources: false,
    sanitizeExit: false,
  });
}
