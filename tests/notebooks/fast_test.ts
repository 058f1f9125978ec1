/**
 * Every notebook runs from its first cell to its last, with little data and on wasm, and says what it said
 * when `deno test --allow-all tests/notebooks/fast_test.ts -- --update` was last run.
 *
 * What the full runs showed is stored in the notebooks; `stored_test.ts` keeps it unchanged.
 */
import assert from "node:assert/strict";
import { compareOutputs, textOf } from "../../lib/notebook/compare_outputs.ts";
import { type Notebook, readNotebook } from "../../lib/notebook/notebook_file.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";
import { notebookNames, pathOf } from "./all_notebooks.ts";

/** For each notebook what its cells said, output by output; of pictures their titles. */
type Words = Record<string, string[][]>;

const file = new URL("fast_outputs.json", import.meta.url);
const update = Deno.args.includes("--update");
const known: Words = JSON.parse(await Deno.readTextFile(file));

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
      const notebook = await runNotebook(await readNotebook(path), { path, fast: true });
      const words = notebook.cells.map(({ outputs = [] }) => outputs.map(textOf));
      if (update) known[name] = words;
      assert.ok(known[name], `fast_outputs.json knows no ${name}: run this test with -- --update`);
      assert.deepEqual(compareOutputs(saying(notebook, known[name]), saying(notebook, words)), []);
    },
    // Deno runs steps side by side only where it need not tell whose resources are whose.
    sanitizeOps: false,
    sanitizeResources: false,
    sanitizeExit: false,
  });
}
