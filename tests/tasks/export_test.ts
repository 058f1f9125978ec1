/** `deno task export`, as it is typed. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

async function runExport(...args: string[]) {
  const { code, out: said, err: wrong } = await runTask(["export", ...args]);
  return { code, said, wrong };
}

Deno.test("export writes a repository, and says in a sentence what it cannot do", async () => {
  await inTemporaryFolder(async (folder) => {
    const triton = join(folder, "triton");
    const mine = join(folder, "mine");
    await Deno.mkdir(mine);
    await Deno.writeTextFile(join(mine, "letter.txt"), "Dear Sir");
    const [written, flagless, backend, model, taken] = await Promise.all([
      runExport("--triton", triton, "--backend", "onnxruntime"),
      runExport(),
      runExport("--triton", join(folder, "a"), "--backend", "tensorrt"),
      runExport("--triton", join(folder, "b"), "--model", "nowhere"),
      runExport("--triton", mine),
    ]);
    assert.equal(written.code, 0, written.wrong);
    assert.ok(written.said.includes(triton));
    assert.ok((await Deno.stat(join(triton, "finder/1/model.onnx"))).isFile);
    assert.equal(flagless.code, 2);
    assert.match(flagless.wrong, /^error: export needs --triton FOLDER/);
    assert.equal(backend.code, 2);
    assert.match(backend.wrong, /^error: --backend takes python, onnxruntime; got "tensorrt"\n$/);
    assert.equal(model.code, 1);
    assert.match(model.wrong, /^error: no model in nowhere/);
    assert.equal(taken.code, 1);
    assert.match(
      taken.wrong,
      /^error: .*mine is not replaced: it holds letter\.txt, .*; name a new folder\n$/,
    );
    const left = await Array.fromAsync(Deno.readDir(folder));
    assert.deepEqual(left.map(({ name }) => name).sort(), ["mine", "triton"]);
    assert.equal(await Deno.readTextFile(join(mine, "letter.txt")), "Dear Sir");
  });
});
