/** `deno task export`, as it is typed. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { namesIn } from "../names_in.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

const runExport = (...args: string[]) => runTask(["export", ...args]);

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
    assert.equal(written.code, 0, written.err);
    assert.ok(written.out.includes(triton));
    assert.ok((await Deno.stat(join(triton, "finder/1/model.onnx"))).isFile);
    assert.equal(flagless.code, 2);
    assert.match(flagless.err, /^error: export needs --triton FOLDER/);
    assert.equal(backend.code, 2);
    assert.match(backend.err, /^error: --backend takes python, onnxruntime; got "tensorrt"\n$/);
    assert.equal(model.code, 1);
    assert.match(model.err, /^error: no model in nowhere/);
    assert.equal(taken.code, 1);
    assert.match(
      taken.err,
      /^error: .*mine is not replaced: it holds letter\.txt, .*; name a new folder\n$/,
    );
    assert.deepEqual(await namesIn(folder), ["mine", "triton"]);
    assert.equal(await Deno.readTextFile(join(mine, "letter.txt")), "Dear Sir");
  });
});
