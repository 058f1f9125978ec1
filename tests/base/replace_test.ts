import { fromFileUrl, join } from "@std/path";
import assert from "node:assert/strict";
import { onError } from "../../lib/base/on_error.ts";
import { createRandom } from "../../lib/base/random.ts";
import { removeFolder, replaceFile, replaceFolder } from "../../lib/base/replace.ts";
import { namesIn } from "../names_in.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const write = (name: string) => (folder: string) => Deno.writeTextFile(join(folder, name), name);

Deno.test("replaceFile() makes the folders above, and a file that others may read", () =>
  inTemporaryFolder(async (root) => {
    const [file, plain] = [join(root, "a", "b", "file"), join(root, "plain")];
    await replaceFile(file, "new");
    await Deno.writeTextFile(plain, "new");
    assert.equal(await Deno.readTextFile(file), "new");
    assert.equal((await Deno.stat(file)).mode, (await Deno.stat(plain)).mode);
  }));

Deno.test("replaceFile() may be called twice at once: one of both stays, whole, and nothing else", () =>
  inTemporaryFolder(async (root) => {
    const contents = ["a", "b"].map((letter) => letter.repeat(2 ** 20));
    await Promise.all(contents.map((content) => replaceFile(join(root, "file"), content)));
    assert.ok(contents.includes(await Deno.readTextFile(join(root, "file"))));
    assert.deepEqual(await namesIn(root), ["file"]);
  }));

Deno.test("replaceFolder() makes a folder, with those above it", () =>
  inTemporaryFolder(async (root) => {
    await replaceFolder(join(root, "a", "b"), write("new"));
    assert.deepEqual(await namesIn(join(root, "a")), ["b"]);
    assert.deepEqual(await namesIn(join(root, "a", "b")), ["new"]);
  }));

Deno.test("replaceFolder() leaves nothing of the old folder", () =>
  inTemporaryFolder(async (root) => {
    await replaceFolder(join(root, "a"), write("old"));
    await replaceFolder(join(root, "a"), write("new"));
    assert.deepEqual(await namesIn(root), ["a"]);
    assert.deepEqual(await namesIn(join(root, "a")), ["new"]);
  }));

Deno.test("replaceFolder() leaves the old folder as it was when filling fails", () =>
  inTemporaryFolder(async (root) => {
    const folder = join(root, "a");
    await replaceFolder(folder, write("old"));
    const failing = async (empty: string) => {
      await write("half")(empty);
      assert.deepEqual(await namesIn(folder), ["old"], "it is replaced before it is filled");
      throw new Error("disk full");
    };
    await assert.rejects(replaceFolder(folder, failing), /disk full/);
    assert.deepEqual(await namesIn(root), ["a"]);
    assert.deepEqual(await namesIn(folder), ["old"]);
  }));

Deno.test("replaceFolder() replaces what a link leads to, and keeps the link", () =>
  inTemporaryFolder(async (root) => {
    const [disk, link] = [join(root, "disk"), join(root, "link")];
    await replaceFolder(join(disk, "a"), write("old"));
    await Deno.symlink(join(disk, "a"), link);
    await replaceFolder(link, write("new"));
    assert.ok((await Deno.lstat(link)).isSymlink);
    assert.deepEqual(await namesIn(join(disk, "a")), ["new"]);
    assert.deepEqual([await namesIn(root), await namesIn(disk)], [["disk", "link"], ["a"]]);
  }));

Deno.test("removeFolder() takes all of a folder away at once, and none where there is none", () =>
  inTemporaryFolder(async (root) => {
    const folder = join(root, "a");
    const files = Array.from({ length: 2_000 }, (_, i) => `${i}`);
    await Deno.mkdir(folder);
    for (const file of files) Deno.writeTextFileSync(join(folder, file), file);
    let removed = false;
    const removing = removeFolder(folder).finally(() => removed = true);
    while (!removed) {
      const seen = await namesIn(folder).catch(onError(Deno.errors.NotFound, () => null));
      assert.equal(seen?.length ?? files.length, files.length);
    }
    await removing;
    await removeFolder(folder);
    assert.deepEqual(await namesIn(root), []);
  }));

Deno.test("a program that is killed while it replaces leaves all of the old or all of the new", () =>
  inTemporaryFolder(async (root) => {
    const random = createRandom(1);
    const program = fromFileUrl(new URL("replacing.ts", import.meta.url));
    let unfinished = 0;
    for (let kill = 0; kill < 12; kill++) {
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "--allow-read", "--allow-write", program, root],
        stdout: "piped",
      }).spawn();
      const reader = child.stdout.getReader();
      // The first round is over.
      await reader.read();
      await new Promise((resume) => setTimeout(resume, random.integer(20)));
      child.kill("SIGKILL");
      while (!(await reader.read()).done);
      await child.status;
      const hidden = (await namesIn(root)).filter((name) => name.startsWith("."));
      // Killed between two renames, it leaves the old folder beside its place: rare, and never a mixture.
      const isThere = (await namesIn(root)).includes("folder");
      const folder = isThere
        ? "folder"
        : `${hidden.find((name) => name.startsWith(".folder"))}/old`;
      const contents = await Promise.all(
        ["file", ...["a", "b", "c"].map((name) => join(folder, name))]
          .map((file) => Deno.readFile(join(root, file))),
      );
      for (const content of contents) {
        assert.equal(content.length, 2 ** 20);
        assert.ok(content.every((byte) => byte === content[0]), "old and new in one file");
      }
      assert.ok(contents.slice(1).every((content) => content[0] === contents[1][0]));
      if (hidden.length > 0) unfinished++;
      for (const name of hidden) await Deno.remove(join(root, name), { recursive: true });
    }
    assert.ok(unfinished > 0, "it was never killed in the middle of writing");
  }));
