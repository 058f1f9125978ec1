import { join, relative } from "@std/path";
import assert from "node:assert/strict";
import sharp from "sharp";
import { DataError } from "../../lib/base/errors.ts";
import { imageAt } from "../../lib/dataset/dataset.ts";
import { loadFolder, requireEveryClass } from "../../lib/dataset/folder.ts";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const resize = { width: 16, height: 16, prepare: "resize" } as const;
const normalize = { width: 28, height: 28, prepare: "normalize" } as const;

/** A slanted stroke; another for every `which`. */
function picture(which: number): Promise<Uint8Array> {
  const stroke = [{ x: 4 + which % 8, y: 4 }, { x: 12, y: 28 - which % 8 }];
  return encodePng(drawStrokes([stroke], { width: 32, height: 32, pen: 3 }));
}

/** Writes files by their path; a string is text. */
async function write(folder: string, files: Record<string, Uint8Array | string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(path, content);
    else await Deno.writeFile(path, content);
  }
}

Deno.test("loadFolder() names classes after folders, numbers in order of value", () =>
  inTemporaryFolder(async (folder) => {
    await write(folder, {
      "10/a.png": await picture(0),
      "2/10.png": await picture(1),
      "2/9.png": await picture(2),
      "x/a.png": await picture(3),
    });
    const { dataset, files, unreadable } = await loadFolder(folder, resize);
    assert.deepEqual(dataset.classes, ["2", "10", "x"]);
    assert.deepEqual([...dataset.labels], [0, 0, 1, 2]);
    assert.deepEqual([dataset.size, dataset.width, dataset.height], [4, 16, 16]);
    const names = files.map((file) => relative(folder, file));
    assert.deepEqual(names, ["2/9.png", "2/10.png", "10/a.png", "x/a.png"].map((p) => join(p)));
    assert.deepEqual(unreadable, []);
  }));

Deno.test("loadFolder() reads names that no folder can have, and one class where that will do", () =>
  inTemporaryFolder(async (folder) => {
    await write(folder, { "%2E/a.png": await picture(0) });
    await assert.rejects(loadFolder(folder, resize), DataError);
    const { dataset } = await loadFolder(folder, resize, { leastClasses: 1 });
    assert.deepEqual(dataset.classes, ["."]);
  }));

Deno.test("loadFolder() takes no two folders for one class, and no file into memory that is too large", () =>
  inTemporaryFolder(async (root) => {
    const [one, huge] = [join(root, "one"), join(root, "huge")];
    for (const folder of [join(one, "%20"), join(one, " "), join(huge, "7")]) {
      await Deno.mkdir(folder, { recursive: true });
    }
    const size = { width: 28, height: 28, prepare: "resize" } as const;
    await assert.rejects(loadFolder(one, size), {
      name: "DataError",
      message: /two folders of the class " "/,
    });
    const file = await Deno.create(join(huge, "7", "a.png"));
    // Nothing is written: it has a size alone, more than any memory.
    await file.truncate(2 ** 42);
    file.close();
    await assert.rejects(loadFolder(huge, size, { leastClasses: 1 }), {
      name: "DataError",
      message: /a\.png: too large: /,
    });
  }));

Deno.test("loadFolder() reads every format by what is in the file, not by its name", () =>
  inTemporaryFolder(async (folder) => {
    const source = sharp(await picture(0));
    await write(folder, {
      "a/1.png": await source.png().toBuffer(),
      "a/2.jpg": await source.jpeg({ quality: 95 }).toBuffer(),
      "a/3.jpeg": await source.jpeg({ quality: 95 }).toBuffer(),
      "a/4.webp": await source.webp({ lossless: true }).toBuffer(),
      "a/5.gif": await source.gif().toBuffer(),
      "a/6.tiff": await source.tiff().toBuffer(),
      "a/7": await source.png().toBuffer(),
      "a/8.jpg": await source.png().toBuffer(),
      "b/1.png": await picture(1),
    });
    const { dataset, unreadable } = await loadFolder(folder, resize);
    assert.deepEqual(unreadable, []);
    assert.equal(dataset.size, 9);
    const first = imageAt(dataset, 0);
    assert(first.some((ink) => ink > 100), "no ink");
    for (let i = 1; i < 8; i++) {
      imageAt(dataset, i).forEach((ink, at) => assert(Math.abs(ink - first[at]) < 16, `file ${i}`));
    }
  }));

Deno.test("loadFolder() lists what it cannot read, with the reason, and reads the rest", () =>
  inTemporaryFolder(async (folder) => {
    const good = await picture(0);
    const blank = drawStrokes([], { width: 32, height: 32, pen: 1 });
    await write(folder, {
      "notes.txt": "not in a class",
      ".hidden/x.png": good,
      "a/.DS_Store": "hidden",
      "a/blank.png": await encodePng(blank),
      "a/cut.png": good.subarray(0, good.length / 2),
      "a/empty.png": "",
      "a/good.png": good,
      "a/inner/x.png": good,
      "a/text.png": "this is no picture",
      "b/good.png": await picture(1),
    });
    await Deno.symlink(join(folder, "nowhere"), join(folder, "b", "link.png"));
    const { dataset, files, unreadable } = await loadFolder(folder, normalize);
    assert.deepEqual(dataset.classes, ["a", "b"]);
    assert.deepEqual(files.map((file) => relative(folder, file)), [
      join("a", "good.png"),
      join("b", "good.png"),
    ]);
    assert.deepEqual(unreadable.map(({ file }) => relative(folder, file)), [
      join("a", "blank.png"),
      join("a", "cut.png"),
      join("a", "empty.png"),
      join("a", "inner"),
      join("a", "text.png"),
      join("b", "link.png"),
      "notes.txt",
    ]);
    assert.equal(unreadable[5].reason, "it is a link that leads nowhere");
    for (const { file, reason } of unreadable) assert(reason.length > 5, `${file}: ${reason}`);
    // The pictures that are left are whole, and in their places.
    await inTemporaryFolder(async (alone) => {
      await write(alone, { "a/good.png": good, "b/good.png": await picture(1) });
      assert.deepEqual((await loadFolder(alone, normalize)).dataset, dataset);
    });
  }));

Deno.test("loadFolder() names a class of which nothing can be read, and learning refuses it", () =>
  inTemporaryFolder(async (folder) => {
    await write(folder, {
      "a/good.png": await picture(0),
      "b/text.png": "this is no picture",
    });
    await Deno.mkdir(join(folder, "c"));
    const { dataset, unreadable } = await loadFolder(folder, normalize);
    const files = unreadable.map(({ file }) => relative(folder, file));
    assert.deepEqual(files, ["b", join("b", "text.png"), "c"]);
    assert.match(unreadable[2].reason, /no picture of this class can be read/);
    assert.throws(() => requireEveryClass(dataset), /no picture of b, c to learn from: put some/);
    requireEveryClass({ ...dataset, classes: ["a"] });
  }));

Deno.test("loadFolder() gives the same dataset every time, and tells how far it is", () =>
  inTemporaryFolder(async (folder) => {
    for (let i = 0; i < 40; i++) await write(folder, { [`${i % 2}/${i}.png`]: await picture(i) });
    const steps: number[] = [];
    const onProgress = (done: number, total: number) => {
      assert.equal(total, 40);
      steps.push(done);
    };
    const first = await loadFolder(folder, resize, { onProgress });
    assert.deepEqual(await loadFolder(folder, resize), first);
    assert.deepEqual(steps, Array.from({ length: 40 }, (_, i) => i + 1));
  }));

Deno.test("loadFolder() says what is wrong with a folder, and what the layout is", () =>
  inTemporaryFolder(async (folder) => {
    const good = await picture(0);
    await write(folder, {
      "flat/a.png": good,
      "single/3/a.png": good,
      "nothing/a/text.png": "this is no picture",
      "nothing/b/empty.png": "",
      "file.png": good,
    });
    await Deno.mkdir(join(folder, "empty"));
    await Deno.mkdir(join(folder, "hollow", "a"), { recursive: true });
    await Deno.mkdir(join(folder, "hollow", "b"));
    const cases: [string, RegExp][] = [
      ["absent", /is not there; a folder of examples holds one folder a class/],
      ["file.png", /is not a folder; a folder of examples/],
      ["empty", /has no folder in it; a folder of examples/],
      ["flat", /has no folder in it; a folder of examples/],
      ["single", /only the folder "3".*two classes/],
      ["nothing", /no picture in .* could be read: .*text\.png: /],
      ["hollow", /no picture in .* could be read; a folder of examples/],
    ];
    for (const [name, message] of cases) {
      await assert.rejects(loadFolder(join(folder, name), resize), (error) => {
        assert(error instanceof DataError, name);
        assert.match(error.message, message);
        assert(error.message.includes(join(folder, name)));
        return true;
      });
    }
  }));
