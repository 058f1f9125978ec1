/** What is in the notebooks' files: code that the compiler accepts, and outputs that belong to it. */
import assert from "node:assert/strict";
import { basename } from "@std/path";
import { readNotebook, toModule } from "../../lib/notebook/notebook_file.ts";
import { isSealed } from "../../lib/notebook/seal.ts";
import { notebookNames, pathOf } from "./all_notebooks.ts";

const notebooks = await Promise.all(
  notebookNames.map(async (name) => ({ name, notebook: await readNotebook(pathOf(name)) })),
);

/** What the compiler says against modules that stand beside the notebooks; nothing when all is well. */
async function complaints(modules: Readonly<Record<string, string>>): Promise<string> {
  const paths = Object.keys(modules).map((name) => pathOf(`${name}.${crypto.randomUUID()}.ts`));
  try {
    await Promise.all(
      Object.values(modules).map((text, i) => Deno.writeTextFile(paths[i], text)),
    );
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", ...paths],
      env: { NO_COLOR: "1" },
    }).output();
    const words = new TextDecoder().decode(stderr);
    return success ? "" : words;
  } finally {
    await Promise.all(paths.map((path) => Deno.remove(path)));
  }
}

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
