import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { dirname, fromFileUrl, join } from "@std/path";
import { compareOutputs, textOf } from "../../lib/notebook/compare_outputs.ts";
import {
  type Cell,
  type Notebook,
  NotebookError,
  type Output,
  readNotebook,
  stringifyNotebook,
  toModule,
  writeNotebook,
} from "../../lib/notebook/notebook_file.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";
import { recordOf } from "../../lib/notebook/run_record.ts";
import { runDeno } from "../run_deno.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

function notebook(...sources: string[]): Notebook {
  const cells = sources.map((source, i): Cell => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

/** What the cells say as text, output after output. */
function texts({ cells }: Notebook): string[] {
  return cells.flatMap((cell) => (cell.outputs ?? []).map(textOf));
}

Deno.test("runNotebook() stores all that cells show, the same on every run", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, "a.ipynb");
    await Deno.writeTextFile(join(folder, "beside.txt"), "beside");
    const source = notebook(
      `const a: number = 20;\nfor (let i = 0; i < 200; i++) console.log(i);`,
      `await Deno.jupyter.display({ "text/plain": "half" }, { raw: true, display_id: "bar" });
       await Deno.jupyter.display({ "text/plain": "full" }, { raw: true, display_id: "bar", update: true });
       console.error("heard")`,
      `console.log(await Deno.readTextFile("beside.txt"), a + 1)`,
      `Deno.stdout.writeSync(new TextEncoder().encode("open"));
       await Deno.jupyter.display({ "text/plain": "é".repeat(100_000) }, { raw: true })`,
    );
    const { notebook: first, costs, models } = await runNotebook(source, { path });
    const numbers = Array.from({ length: 200 }, (_, i) => `${i}\n`).join("");
    const wide = "é".repeat(100_000);
    assert.deepEqual(texts(first), [numbers, "full", "heard\n", "beside 21\n", "open", wide]);
    assert.deepEqual(source.cells[0].outputs, []);
    assert.ok(costs.minutes > 0 && costs.minutes < 1, `${costs.minutes} minutes`);
    assert.ok(costs.gigabytes > 0.03 && costs.gigabytes < 1, `${costs.gigabytes} GB`);
    assert.deepEqual(models, {});
    const { notebook: second } = await runNotebook(first, { path });
    assert.equal(stringifyNotebook(second), stringifyNotebook(first));
  });
});

Deno.test("runNotebook() names the cell that fails and what it said", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, "b.ipynb");
    const source = notebook("1", "const digit: string = undefined as never;\ndigit.length", "3");
    await assert.rejects(
      runNotebook(source, { path }),
      (error: Error) =>
        error instanceof NotebookError &&
        /b\.ipynb, cell 2: TypeError: .*undefined.*'length'/.test(error.message),
    );
  });
});

Deno.test("runNotebook() takes no notebook for done that ended early, or never began", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, "c.ipynb");
    const fails = (message: RegExp, ...sources: string[]) =>
      assert.rejects(runNotebook(notebook(...sources), { path }), message);
    await fails(
      /c\.ipynb, cell 1: its process ended with SIGKILL/,
      "Deno.kill(Deno.pid, 'SIGKILL')",
    );
    await fails(/c\.ipynb, cell 2: its process ended with status 0/, "1", "Deno.exit()", "2");
    await fails(
      /cell 1: TypeError: .*raw: true/,
      'await Deno.jupyter.display({ "text/plain": "" })',
    );
    await fails(/c\.ipynb: .*none\.js/, "1", 'import "./none.js";');
    await fails(/c\.ipynb: .*Expression expected[^]*1 \+ ;/, "1", "1 + ;");
  });
});

Deno.test("runNotebook() ends with the last cell, whatever the notebook leaves open", async () => {
  await inTemporaryFolder(async (folder) => {
    const source = notebook("setInterval(() => {}, 1000);", "console.log('end')");
    const { notebook: ended } = await runNotebook(source, { path: join(folder, "i.ipynb") });
    assert.deepEqual(texts(ended), ["end\n"]);
  });
});

Deno.test("runNotebook({fast}) takes the values that stand behind the others", async () => {
  await inTemporaryFolder(async (folder) => {
    const source = notebook(
      "const few = [1, 2]; // fast: [1]\nconst how = {\n  epochs: 20, // fast: 3\n};",
      "console.log(few.length, how.epochs);",
    );
    const path = join(folder, "d.ipynb");
    const said = async (fast: boolean) =>
      texts((await runNotebook(source, { path, fast })).notebook);
    assert.deepEqual(await said(true), ["1 3\n"]);
    assert.deepEqual(await said(false), ["2 20\n"]);
    const astray = notebook("console.log(1); // fast: 2");
    await assert.rejects(runNotebook(astray, { path, fast: true }), /write "const name = value;/);
  });
});

Deno.test("runNotebook() tells which models were read", async () => {
  await inTemporaryFolder(async (folder) => {
    const card = join(folder, "models", "seven", "card.json");
    await Deno.mkdir(dirname(card), { recursive: true });
    await Deno.writeTextFile(card, "{}");
    const source = notebook(`await Deno.readTextFile("models/seven/card.json");`);
    const { models } = await runNotebook(source, { path: join(folder, "j.ipynb") });
    assert.deepEqual(models, { seven: createHash("sha256").update("{}").digest("hex") });
  });
});

Deno.test("runNotebook() loses nothing when several share the machine", async () => {
  await inTemporaryFolder(async (folder) => {
    const source = notebook(`for (let i = 0; i < 300; i++) console.log(i);`, `console.log("next")`);
    const expected = [Array.from({ length: 300 }, (_, i) => `${i}\n`).join(""), "next\n"];
    const runs = ["e", "f", "g"].map((name) =>
      runNotebook(source, { path: join(folder, `${name}.ipynb`) })
    );
    for (const run of await Promise.all(runs)) assert.deepEqual(texts(run.notebook), expected);
  });
});

Deno.test("deno task notebooks stores outputs, and --check tells when they are others", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, "h.ipynb");
    const tasks = fromFileUrl(new URL("../../tasks/notebooks.ts", import.meta.url));
    const task = (...args: string[]) => runDeno("run", "-A", tasks, ...args);
    await writeNotebook(path, notebook(`console.log(6 * 7)`));
    assert.deepEqual(texts(await readNotebook(path)), []);
    assert.equal((await task(path)).code, 0);
    const { at, models } = recordOf(await readNotebook(path))!;
    assert.ok(Math.abs(Date.now() - Date.parse(at)) < 60_000, at);
    assert.deepEqual(models, {});
    const stored = await readNotebook(path);
    assert.deepEqual(texts(stored), ["42\n"]);
    assert.equal((await task("--check", path)).code, 0);

    stored.cells[0].outputs = [{ output_type: "stream", name: "stdout", text: ["43\n"] }];
    await writeNotebook(path, stored);
    const { code, err } = await task("--check", path);
    assert.equal(code, 1);
    assert.match(err, /h\.ipynb: its code or its outputs were changed since they were stored/);
    assert.match(err, /h\.ipynb, cell 1: output 1 is "42\\n", stored is "43\\n"/);
  });
});

Deno.test("writeNotebook() gives back what it was given, and leaves nothing beside", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, "e.ipynb");
    await writeNotebook(path, notebook("1 + 1\n2"));
    assert.deepEqual(await readNotebook(path), notebook("1 + 1\n2"));
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["e.ipynb"]);
  });
});

Deno.test("readNotebook() says what is wrong with a file", async () => {
  await inTemporaryFolder(async (folder) => {
    await assert.rejects(readNotebook(join(folder, "none.ipynb")), NotebookError);
    const path = join(folder, "f.ipynb");
    await Deno.writeTextFile(path, `{"nbformat": 3}`);
    await assert.rejects(readNotebook(path), /f\.ipynb is not a notebook of format 4/);
    await assert.rejects(readNotebook(`${path}.none`), /there is no .*f\.ipynb\.none: name a/);
  });
});

Deno.test("compareOutputs() wants the same bytes, and of trained cells close numbers", () => {
  const shows = (text: string, tags: string[] = []): Notebook => {
    const one = notebook("code");
    const outputs: Output[] = [{ output_type: "stream", name: "stdout", text }];
    one.cells[0] = { ...one.cells[0], metadata: { tags }, outputs };
    return one;
  };
  const differs = (before: string, after: string, tags?: string[]) =>
    compareOutputs(shows(before, tags), shows(after, tags)).length > 0;

  assert.ok(!differs("accuracy 98.50 %", "accuracy 98.50 %"));
  assert.ok(differs("accuracy 98.50 %", "accuracy 98.51 %"));
  assert.ok(!differs("accuracy 98.50 %", "accuracy 98.10 %", ["trained"]));
  assert.ok(differs("accuracy 98.50 %", "accuracy 97.10 %", ["trained"]));
  assert.ok(!differs("error 4.4", "error 4.5", ["trained"]));
  assert.ok(differs("error 4.4", "error 4.6", ["trained"]));
  assert.ok(differs("confidence 0.9982", "confidence 0.9002", ["trained"]));
  assert.ok(!differs("difference 3.0e-7", "difference 1.7e-6", ["trained"]));
  assert.ok(differs("difference 3.0e-7", "difference 3.0e-5", ["trained"]));
  assert.ok(!differs("of 10,000 pictures", "of 10,050 pictures", ["trained"]));
  assert.ok(differs("accuracy 98.50 %", "precision 98.50 %", ["trained"]));
  assert.deepEqual(compareOutputs(shows("1"), notebook("code")), [
    "cell 1: shows 0 outputs, stored are 1",
  ]);

  const showing = (output: Output): Notebook => {
    const one = shows("", ["trained"]);
    one.cells[0].outputs = [output];
    return one;
  };
  const display = (data: Record<string, string>) =>
    showing({
      output_type: "display_data",
      data: { "text/plain": "Chart", ...data },
      metadata: {},
    });
  const picture = display({ "image/png": btoa("\0".repeat(32)) });
  assert.equal(compareOutputs(picture, display({})).length, 1);
  assert.equal(compareOutputs(display({}), picture).length, 1);
  const complaint = showing({ output_type: "stream", name: "stderr", text: "1" });
  assert.equal(compareOutputs(shows("1", ["trained"]), complaint).length, 1);
});

Deno.test("toModule() keeps code, tells where each cell begins, and leaves prose", () => {
  const one = notebook("const a = 1;", "a;");
  one.cells[0].cell_type = "markdown";
  assert.equal(
    toModule(one),
    `await Deno.jupyter.broadcast("status", { execution_state: "busy" });
// cell 2
a;
await Deno.jupyter.broadcast("status", { execution_state: "idle" });
export {};
`,
  );
});
