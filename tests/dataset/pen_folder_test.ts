import { join } from "@std/path";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { UserError } from "../../lib/base/errors.ts";
import { imageAt } from "../../lib/dataset/dataset.ts";
import { loadFolder } from "../../lib/dataset/folder.ts";
import { writePenSet } from "../../lib/dataset/pen_folder.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

/** Every file under a folder, with the hash of its bytes. */
async function contents(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) {
      found.push(...(await contents(path)).map((inner) => join(name, inner)));
    } else {
      const hash = createHash("sha256").update(await Deno.readFile(path)).digest("hex");
      found.push(`${name} ${hash}`);
    }
  }
  return found.sort();
}

Deno.test("writePenSet() writes <digit>/<number>.png, the same bytes for the same seed", () =>
  inTemporaryFolder(async (root) => {
    const steps: number[] = [];
    await writePenSet(join(root, "a"), {
      seed: 3,
      perClass: 2,
      onProgress: (done, total) => steps.push(done / total),
    });
    await writePenSet(join(root, "b"), { seed: 3, perClass: 2 });
    await writePenSet(join(root, "c"), { seed: 4, perClass: 2 });
    const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => contents(join(root, name))));
    const pictures = a.map((line) => line.split(" ")[0]).filter((name) => name.endsWith(".png"));
    const expected = [..."0123456789"].flatMap((digit) =>
      ["1.png", "2.png"].map((name) => join(digit, name))
    );
    assert.deepEqual(pictures, expected);
    assert.deepEqual(a, b);
    assert.notDeepEqual(a, c);
    assert.deepEqual(steps, steps.toSorted((p, q) => p - q));
    assert.equal(steps.at(-1), 1);
  }));

Deno.test("writePenSet() replaces an older pen set whole", () =>
  inTemporaryFolder(async (root) => {
    const folder = join(root, "pen");
    await writePenSet(folder, { perClass: 3, alphabet: "runes" });
    await writePenSet(folder, { perClass: 3 });
    await writePenSet(folder, { perClass: 1 });
    const pictures = (await contents(folder)).filter((line) => line.includes(".png"));
    assert.equal(pictures.length, 10);
  }));

Deno.test("writePenSet() replaces nothing that it did not make", () =>
  inTemporaryFolder(async (root) => {
    const folder = join(root, "photos");
    await Deno.mkdir(folder);
    await Deno.writeTextFile(join(folder, "mine.txt"), "mine");
    await assert.rejects(writePenSet(folder, { perClass: 1 }), UserError);
    await assert.rejects(writePenSet(join(folder, "mine.txt"), { perClass: 1 }), UserError);
    // An empty path would be the working folder, which is this project.
    await assert.rejects(writePenSet("", { perClass: 1 }), UserError);
    assert.equal(await Deno.readTextFile(join(folder, "mine.txt")), "mine");
  }));

Deno.test("writePenSet() loses no picture that somebody put beside its own", () =>
  inTemporaryFolder(async (root) => {
    const folder = join(root, "pen");
    await writePenSet(folder, { perClass: 1 });
    const mine = join(folder, "3", "mine.png");
    await Deno.writeTextFile(mine, "mine");
    await assert.rejects(writePenSet(folder, { perClass: 1 }), {
      name: "UserError",
      message: /it holds 3.mine\.png, which is not of a pen set/,
    });
    assert.equal(await Deno.readTextFile(mine), "mine");
  }));

Deno.test("writePenSet() writes signs that no folder can be named after", () =>
  inTemporaryFolder(async (root) => {
    const folder = join(root, "signs");
    const { classes } = await writePenSet(folder, { alphabet: "signs", perClass: 1 });
    const { dataset } = await loadFolder(folder, { width: 28, height: 28, prepare: "resize" });
    assert.ok(classes.includes("/") && classes.includes("."));
    assert.deepEqual(dataset.classes.toSorted(), classes.toSorted());
    // A point is one dot, which few pixels hold little of.
    const pictures = Array.from({ length: dataset.size }, (_, i) => imageAt(dataset, i));
    assert.deepEqual(pictures.filter((picture) => Math.max(...picture) === 0), []);
  }));
