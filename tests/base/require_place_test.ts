/** What lies where something is to be saved: of ours, it is replaced; of others, it stays. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { requireFilePlace, requireFolderPlace } from "../../lib/base/require_place.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const kind = { what: "a box", names: ["lid", "body"], mark: "lid" };

Deno.test("requireFolderPlace() passes new, empty and own folders, and nothing else", () =>
  inTemporaryFolder(async (root) => {
    const put = async (folder: string, ...names: string[]) => {
      await Deno.mkdir(join(root, folder));
      for (const name of names) await Deno.writeTextFile(join(root, folder, name), "mine");
    };
    await put("empty");
    await put("own", "lid", "body");
    await put("more", "lid", "body", "notes.txt");
    await put("bodiless", "body");
    await Deno.writeTextFile(join(root, "file"), "mine");
    const look = (name: string) => requireFolderPlace(join(root, name), kind);
    assert.deepEqual(
      await Promise.all(["empty", "new/deep/in", "own"].map(look)),
      [false, false, true],
    );
    const refused: [string, RegExp][] = [
      [
        "more",
        /more is not replaced: it holds notes\.txt, which is not of a box; name a new folder/,
      ],
      ["bodiless", /bodiless is not replaced: it is not a box: it has no lid/],
      ["file", /file is not replaced: it is a file/],
      ["file/in/it", /cannot write .*in\/it: .*file is no folder/],
    ];
    for (const [name, message] of refused) {
      await assert.rejects(look(name), { name: "UserError", message });
    }
    await assert.rejects(requireFolderPlace("", kind), /is not replaced: it holds/);
    // Looking leaves nothing behind.
    const names = (await Array.fromAsync(Deno.readDir(root))).map(({ name }) => name).sort();
    assert.deepEqual(names, ["bodiless", "empty", "file", "more", "own"]);
  }));

Deno.test("requireFilePlace() passes what can be written", () =>
  inTemporaryFolder(async (root) => {
    await requireFilePlace(join(root, "new/picture.png"));
    await Deno.writeTextFile(join(root, "old.png"), "old");
    await requireFilePlace(join(root, "old.png"));
    await assert.rejects(requireFilePlace(root), /it is a folder; name a file/);
    await assert.rejects(requireFilePlace(join(root, "old.png/new.png")), /old\.png is no folder/);
  }));
