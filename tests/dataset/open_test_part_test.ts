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
    const { test, heldOut, train } = await openTestPart(folder, { ...card, training });
    assert.deepEqual([test.size, heldOut, train], [10, false, undefined]);
  }));
