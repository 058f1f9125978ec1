import { join } from "@std/path";
import assert from "node:assert/strict";
import { openTestPart } from "../../lib/dataset/open_test_part.ts";
import { writePenSet } from "../../lib/dataset/pen_folder.ts";
import { readCard } from "../../lib/model/model_files.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

Deno.test("openTestPart() takes all of a folder that has but the name of what was trained on", () =>
  inTemporaryFolder(async (parent) => {
    const folder = join(parent, "hand");
    // Too few to split: what was trained on had more.
    await writePenSet(folder, { perClass: 1 });
    const card = await readCard("models/digits");
    const training = { ...card.training, data: "hand" };
    const opened = await openTestPart(folder, { ...card, training });
    const { test, heldOut, maybeLearnt, train } = opened;
    assert.deepEqual([test.size, heldOut, maybeLearnt, train], [10, false, true, undefined]);
    assert.equal((await openTestPart(folder, card)).maybeLearnt, false);
    for (const name of "012456789") await Deno.remove(join(folder, name), { recursive: true });
    assert.equal((await openTestPart(folder, card)).test.size, 1, "one class can be measured");
  }));
