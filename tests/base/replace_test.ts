import { join } from "@std/path";
import assert from "node:assert/strict";
import { replaceFolder } from "../../lib/base/replace.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

const write = (name: string) => (folder: string) => Deno.writeTextFile(join(folder, name), name);

Deno.test("replaceFolder() makes a folder, with those above it", () =>
  inTemporaryFolder(async (root) => {
    await replaceFolder(join(root, "a", "b"), write("new"));
    assert.deepEqual(await names(join(root, "a")), ["b"]);
    assert.deepEqual(await names(join(root, "a", "b")), ["new"]);
  }));

Deno.test("replaceFolder() leaves nothing of the old folder", () =>
  inTemporaryFolder(async (root) => {
    await replaceFolder(join(root, "a"), write("old"));
    await replaceFolder(join(root, "a"), write("new"));
    assert.deepEqual(await names(root), ["a"]);
    assert.deepEqual(await names(join(root, "a")), ["new"]);
  }));

Deno.test("replaceFolder() leaves the old folder as it was when filling fails", () =>
  inTemporaryFolder(async (root) => {
    const folder = join(root, "a");
    await replaceFolder(folder, write("old"));
    const failing = async (empty: string) => {
      await write("half")(empty);
      assert.deepEqual(await names(folder), ["old"], "it is replaced before it is filled");
      throw new Error("disk full");
    };
    await assert.rejects(replaceFolder(folder, failing), /disk full/);
    assert.deepEqual(await names(root), ["a"]);
    assert.deepEqual(await names(folder), ["old"]);
  }));
