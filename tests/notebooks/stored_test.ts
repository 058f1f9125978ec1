/**
 * What is in the notebooks' files: code that the compiler accepts, outputs that belong to it, models that are
 * still those that gave them, and manners.
 *
 * `deno test --allow-all tests/notebooks/stored_test.ts -- --update` writes the glossary.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { basename, dirname, join } from "@std/path";
import { readNotebook, sourceOf, toModule } from "../../lib/notebook/notebook_file.ts";
import { costLine, recordOf } from "../../lib/notebook/run_record.ts";
import { isSealed } from "../../lib/notebook/seal.ts";
import { notebookNames, pathOf } from "./all_notebooks.ts";
import { complaints } from "./complaints.ts";
import { glossaryOf } from "./glossary.ts";

const notebooks = await Promise.all(
  notebookNames.map(async (name) => ({ name, notebook: await readNotebook(pathOf(name)) })),
);

Deno.test("the notebooks' cells pass the type check", async () => {
  const modules = notebooks.map(({ name, notebook }) => [name, toModule(notebook)]);
  assert.equal(await complaints(Object.fromEntries(modules)), "");
});

Deno.test("the type check of cells finds an error in the last cell", async () => {
  const [{ name, notebook }] = notebooks;
  const wrong = toModule(notebook) + `const digit: number = "7";\nconsole.log(digit);\n`;
  assert.match(await complaints({ [basename(name)]: wrong }), /TS2322.*'string'.*'number'/);
});

Deno.test("a seal breaks with a cell that is changed", () => {
  const [{ notebook }] = notebooks;
  const cells = structuredClone(notebook.cells);
  cells.find(({ cell_type }) => cell_type === "code")!.source = "1 + 1";
  assert.ok(!isSealed({ ...notebook, cells }));
});

Deno.test("the glossary holds the words of all notebooks", async () => {
  const path = pathOf("glossary.md");
  const glossary = glossaryOf(Object.fromEntries(notebooks.map((one) => [one.name, one.notebook])));
  if (Deno.args.includes("--update")) await Deno.writeTextFile(path, glossary);
  assert.equal(await Deno.readTextFile(path), glossary);
});

/** Lines that a cell may have: more do not fit on a screen beside what they show. */
const MAX_LINES = 25;

for (const [i, { name, notebook }] of notebooks.entries()) {
  const prose = notebook.cells.filter((cell) => cell.cell_type === "markdown").map(sourceOf);

  Deno.test(`${name} shows what its code gave`, () => {
    assert.ok(isSealed(notebook), `code or outputs were changed: deno task notebooks ${name}`);
  });

  Deno.test(`${name} was run with the models as they are`, async () => {
    const { models } = recordOf(notebook) ?? assert.fail(`deno task notebooks ${name}`);
    for (const [model, sha256] of Object.entries(models)) {
      const card = await Deno.readFile(
        join(dirname(pathOf(name)), "../models", model, "card.json"),
      );
      const now = createHash("sha256").update(card).digest("hex");
      assert.equal(now, sha256, `models/${model} was changed: deno task notebooks ${name}`);
    }
  });

  Deno.test(`${name} begins with what it teaches and takes, and ends with words and references`, () => {
    const [head, foot] = [prose[0], prose.at(-1)!];
    assert.match(head, /^\*\*After this notebook you can\*\*\n\n- /m);
    assert.ok(head.includes(costLine(recordOf(notebook)!.costs)), "its run says otherwise");
    assert.match(foot, /^## Words\n[^]*^## References\n/m);
    const beside = [notebookNames[i - 1], "README.md", "glossary.md", notebookNames[i + 1]];
    for (const to of beside.filter((other) => other !== undefined)) {
      for (const part of [head, foot]) assert.ok(part.includes(`](${to})`), `no link to ${to}`);
    }
  });

  Deno.test(`${name} has cells that fit on a screen`, () => {
    for (const [k, cell] of notebook.cells.entries()) {
      const lines = cell.cell_type === "code" ? sourceOf(cell).split("\n").length : 0;
      assert.ok(lines <= MAX_LINES, `cell ${k + 1} has ${lines} lines`);
    }
  });

  Deno.test(`${name} names files that are there`, async () => {
    const text = prose.join("\n");
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to]) => to);
    for (const to of links) await Deno.stat(join(dirname(pathOf(name)), to));
    const files = [...text.matchAll(/`((?:lib|reports|tests)\/[\w/]+\.\w+)`/g)].map(([, to]) => to);
    for (const to of files) await Deno.stat(join(dirname(pathOf(name)), "..", to));
  });

  Deno.test(`${name} stores outputs that read well anywhere`, () => {
    for (const [i, cell] of notebook.cells.entries()) {
      for (const output of cell.outputs ?? []) {
        const text = JSON.stringify(output);
        const where = `cell ${i + 1}`;
        assert.ok(!text.includes("\\u001b"), `${where} has colour codes of a terminal`);
        assert.ok(
          output.output_type !== "stream" || output.name === "stdout",
          `${where} complains`,
        );
        if (output.output_type === "stream") continue;
        const chart = Object.keys(output.data).some((type) => type.includes("vegalite"));
        assert.ok(!chart || "image/png" in output.data, `${where}: a chart without its picture`);
      }
    }
  });
}
