import { basename, join } from "@std/path";
import assert from "node:assert/strict";
import { DataError } from "../../lib/base/errors.ts";
import { openDataset } from "../../lib/dataset/open_dataset.ts";
import { openTestPart } from "../../lib/dataset/open_test_part.ts";
import { writePenSet } from "../../lib/dataset/pen_folder.ts";
import { readCard } from "../../lib/model/model_files.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const resize = { width: 64, height: 64, prepare: "resize" } as const;
const normalize = { width: 28, height: 28, prepare: "normalize" } as const;

Deno.test("openDataset() splits a folder 70, 10 and 20 %, and names it", () =>
  inTemporaryFolder(async (folder) => {
    const drawn = await writePenSet(folder, { perClass: 10 });
    const opened = await openDataset(folder, resize, { seed: 1 });
    assert.equal(opened.name, basename(folder));
    assert.deepEqual(opened.train.classes, drawn.classes);
    assert.deepEqual([opened.train.size, opened.validation.size, opened.test.size], [70, 10, 20]);
    assert.deepEqual(opened.unreadable, []);
    // What was drawn is what is read: 64x64 stays as it is.
    const ink = (images: Uint8Array) => images.reduce((sum, byte) => sum + byte, 0);
    const parts = [opened.train, opened.validation, opened.test];
    assert.equal(parts.reduce((sum, part) => sum + ink(part.images), 0), ink(drawn.images));
  }));

Deno.test("openDataset() keeps MNIST's own test digits and takes 5,000 for validation", async () => {
  const { name, train, validation, test } = await openDataset("mnist", normalize, { seed: 1 });
  assert.equal(name, "mnist");
  assert.deepEqual([train.size, validation.size, test.size], [55_000, 5_000, 10_000]);
  assert.deepEqual([test.width, test.height], [28, 28]);
});

Deno.test("openDataset() says when there is no such folder", async () => {
  await assert.rejects(openDataset("no/such/folder", resize, { seed: 1 }), DataError);
});

Deno.test("openDataset() takes no folder for MNIST because it is called so", async () => {
  await inTemporaryFolder(async (parent) => {
    const folder = join(parent, "mnist");
    await writePenSet(folder, { perClass: 1 });
    const opened = openDataset(folder, resize, { seed: 1 });
    await assert.rejects(opened, { name: "DataError", message: /give the folder another/ });
    // Measuring needs no such name.
    const { test } = await openTestPart(folder, await readCard("models/digits"));
    assert.equal(test.size, 10);
  });
});
