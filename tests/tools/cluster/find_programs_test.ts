import assert from "node:assert/strict";
import { findPrograms } from "../../../tools/cluster/find_programs.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";

Deno.test("findPrograms() names all that is missing, each with what brings it", async () => {
  await inTemporaryFolder(async (folder) => {
    await assert.rejects(
      () => findPrograms({ python: `${folder}/python3`, folders: [folder] }),
      (error: Error) => {
        assert.equal(error.name, "UserError");
        assert.match(error.message, /^- Triton: .*python3 is not installed; .*pip install/m);
        assert.match(error.message, /^- HAProxy; apt-get install .*haproxy brings it$/m);
        return true;
      },
    );
  });
});

Deno.test("findPrograms() says what a Python lacks", async () => {
  await inTemporaryFolder(async (folder) => {
    const python = `${folder}/python3`;
    const found = { missing: ["pytriton", "numpy"], python: "3.11" };
    const answer = async (value: unknown) => {
      await Deno.writeTextFile(python, `#!/bin/sh\necho '${JSON.stringify(value)}'\n`, {
        mode: 0o755,
      });
    };
    await answer(found);
    const find = () => findPrograms({ python, folders: [folder] });
    await assert.rejects(find, { message: /has no pytriton and no numpy; / });
    await answer({ missing: [], triton: folder, python: "2.7" });
    await assert.rejects(find, { message: /its package has no part for Python 2\.7; / });
  });
});
