/** What is in the notebooks' files: code that the compiler accepts, and outputs that belong to it. */
import assert from "node:assert/strict";
import { basename, dirname, join } from "@std/path";
import { readNotebook, sourceOf, toModule } from "../../lib/notebook/notebook_file.ts";
import { isSealed } from "../../lib/notebook/seal.ts";
import { notebookNames, pathOf } from "./all_notebooks.ts";
import { complaints } from "./complaints.ts";

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

for (const { name, notebook } of notebooks) {
  Deno.test(`${name} shows what its code gave`, () => {
    assert.ok(isSealed(notebook), `code or outputs were changed: deno task notebooks ${name}`);
  });

  Deno.test(`${name} links to files that are there`, async () => {
    const prose = notebook.cells.filter((cell) => cell.cell_type === "markdown").map(sourceOf);
    const links = [...prose.join("\n").matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, to]) => to);
    assert.ok(links.length > 0, "no link to another notebook");
    for (const to of links) await Deno.stat(join(dirname(pathOf(name)), to));
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
