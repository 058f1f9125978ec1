/** A Triton repository as it lies on disk; `tests/tools/cluster/start_cluster_test.ts` has Triton read one. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { finderInput } from "../../lib/finder/finder_input.ts";
import { SETTINGS } from "../../lib/finder/finder_settings.ts";
import { writeTritonRepository } from "../../lib/model/triton/write_triton_repository.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const folders = { model: "models/digits", finder: "models/finder" };

/** All files of a folder, in order. */
async function list(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    files.push(...isDirectory ? (await list(path)).map((one) => `${name}/${one}`) : [name]);
  }
  return files.sort();
}

Deno.test("writeTritonRepository() writes both networks with their own bytes", async () => {
  await inTemporaryFolder(async (folder) => {
    const repository = join(folder, "new/triton");
    await writeTritonRepository(repository, folders);
    const files = ["1/model.onnx", "1/model.py", "config.pbtxt"];
    assert.deepEqual(
      await list(repository),
      ["digits", "finder"].flatMap((name) => files.map((file) => `${name}/${file}`)),
    );
    for (const name of ["digits", "finder"]) {
      const written = await Deno.readFile(join(repository, name, "1/model.onnx"));
      assert.deepEqual(written, await Deno.readFile(`models/${name}/model.onnx`));
    }
    const config = await Deno.readTextFile(join(repository, "digits/config.pbtxt"));
    assert.match(config, /backend: "python"/);
    assert.match(config, /max_batch_size: 256\n/);
    assert.match(config, /dynamic_batching/);
    assert.match(config, /name: "image", data_type: TYPE_FP32, dims: \[28, 28, 1\]/);
    assert.match(config, /name: "probabilities", data_type: TYPE_FP32, dims: \[10\]/);
    assert.deepEqual(
      await list(join(folder, "new")),
      (await list(repository)).map((file) => `triton/${file}`),
    );
  });
});

Deno.test("writeTritonRepository() warms the finder up with a picture of the first look's size", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeTritonRepository(folder, folders);
    const config = await Deno.readTextFile(join(folder, "finder/config.pbtxt"));
    const side = SETTINGS.firstLook;
    const first = { width: side, height: side, data: new Float32Array(side * side) };
    const { width, height } = finderInput(first);
    assert.ok(config.includes(`dims: [${height}, ${width}, 1], zero_data: true`), config);
  });
});

Deno.test("writeTritonRepository() replaces a repository whole", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeTritonRepository(folder, folders);
    await writeTritonRepository(folder, { ...folders, backend: "onnxruntime" });
    assert.deepEqual(
      await list(folder),
      ["digits", "finder"].flatMap((name) =>
        ["1/model.onnx", "config.pbtxt"].map((file) => `${name}/${file}`)
      ),
    );
    const config = await Deno.readTextFile(join(folder, "finder/config.pbtxt"));
    assert.match(config, /backend: "onnxruntime"/);
  });
});

Deno.test("writeTritonRepository() leaves what is no repository as it is", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "letter.txt");
    await Deno.writeTextFile(file, "Dear Sir");
    await Deno.mkdir(join(folder, "mine/digits"), { recursive: true });
    const before = await list(folder);
    const wrong: [string, RegExp][] = [
      [folder, /is not replaced: it holds (letter\.txt|mine), .*; name a new folder/],
      [join(folder, "mine"), /mine is not replaced: it is not .*: it has no digits\/config\.pbtxt/],
      [file, /letter\.txt is not replaced: it is a file/],
      [join(file, "in"), /cannot write .*: .*letter\.txt is no folder/],
    ];
    for (const [where, message] of wrong) {
      await assert.rejects(() => writeTritonRepository(where, folders), {
        name: "UserError",
        message,
      });
    }
    assert.deepEqual(await list(folder), before);
  });
});

Deno.test("writeTritonRepository() names a model folder that is none, and writes nothing", async () => {
  await inTemporaryFolder(async (folder) => {
    const repository = join(folder, "triton");
    const wrong: [Partial<typeof folders>, RegExp][] = [
      [{ model: "nowhere" }, /no model in nowhere/],
      [{ model: "models/finder" }, /models\/finder holds a finder/],
      [{ finder: "models/digits" }, /models\/digits holds a digit network/],
    ];
    for (const [part, message] of wrong) {
      await assert.rejects(() => writeTritonRepository(repository, { ...folders, ...part }), {
        name: "ModelError",
        message,
      });
    }
    assert.deepEqual(await list(folder), []);
  });
});
