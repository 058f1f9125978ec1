/** `deno task evaluate`, as it is typed. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { drawPhoto, encodePhoto } from "../../lib/dataset/photos.ts";
import { writePenSet } from "../../lib/dataset/pen_folder.ts";
import { readCard } from "../../lib/model/model_files.ts";
import { rewriteCard } from "../../lib/network/model_folder.ts";
import { DIGITS_FOLDER } from "../../lib/open_recognizer.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

Deno.test("evaluate names misread files, and says nothing of classes without a picture", async () => {
  await inTemporaryFolder(async (folder) => {
    const pen = join(folder, "pen");
    await writePenSet(pen, { perClass: 3, seed: 4 });
    const data = join(folder, "hand");
    for (const name of ["3", "7", "5", "unread"]) {
      await Deno.mkdir(join(data, name), { recursive: true });
    }
    await Deno.copyFile(join(pen, "3/1.png"), join(data, "3/a.png"));
    await Deno.copyFile(join(pen, "7/1.png"), join(data, "7/a.png"));
    const wrong = join(data, "7/three.png");
    await Deno.copyFile(join(pen, "3/2.png"), wrong);
    const [people, programs] = await Promise.all([
      runTask(["evaluate", "--data", data]),
      runTask(["evaluate", "--data", data, "--json"]),
    ]);
    assert.equal(people.code, 0, people.err);
    assert.match(people.err, /left out: .*hand\/5: no picture of this class can be read/);
    assert.match(people.err, /left out: .*hand\/unread: no picture of this class can be read/);
    assert.match(people.out, /^5 {17}0 {9}- {9}- {9}-$/m);
    assert.match(people.out, /\nmisread:\n.*7\/three\.png: 7, read as 3 {2}\(confidence .* %\)$/);
    const [{ file, truth, answer }, ...more] = JSON.parse(programs.out).misread;
    assert.deepEqual([file, truth, answer, more.length], [wrong, "7", "3", 0]);
  });
});

Deno.test("evaluate shows classes in the model's order, which need not be that of numbers first", async () => {
  await inTemporaryFolder(async (folder) => {
    // The digit net, with other names: its 0 is a +, its 1 a 0, and so on.
    const [model, data, pen] = ["model", "hand", "pen"].map((name) => join(folder, name));
    await Deno.mkdir(model);
    for await (const { name } of Deno.readDir(DIGITS_FOLDER)) {
      await Deno.symlink(join(DIGITS_FOLDER, name), join(model, name));
    }
    const classes = [..."+012345678"];
    await rewriteCard(model, { ...await readCard(DIGITS_FOLDER), classes });
    await writePenSet(pen, { perClass: 1, seed: 4 });
    for (const [name, digit] of [["+", "0"], ["2", "3"]]) {
      await Deno.mkdir(join(data, name), { recursive: true });
      await Deno.copyFile(join(pen, `${digit}/1.png`), join(data, name, "a.png"));
    }
    const args = ["evaluate", "--data", data, "--model", model];
    const [people, programs] = await Promise.all([runTask(args), runTask([...args, "--json"])]);
    assert.equal(people.code, 0, people.err);
    const rows = people.out.split("\n").map((row) => row.trim().split(/ +/));
    const header = rows.findIndex(([word]) => word === "confusion:") + 1;
    assert.deepEqual(rows[header], classes);
    assert.deepEqual(rows[header + 1], ["+", "1", ...Array(9).fill("0")]);
    assert.deepEqual(rows[header + 4], ["2", "0", "0", "0", "1", ...Array(6).fill("0")]);
    assert.deepEqual(JSON.parse(programs.out).classes, classes);
  });
});

Deno.test("evaluate reads photographs in a folder as the page does, whatever paper is round the digit", async () => {
  await inTemporaryFolder(async (folder) => {
    const digits = await loadMnist("test");
    for (let i = 0; i < 24; i++) {
      const photo = drawPhoto({
        digits,
        kind: "digit",
        strength: "medium",
        random: createRandom(i),
      });
      await Deno.mkdir(join(folder, photo.truth.text), { recursive: true });
      await Deno.writeFile(join(folder, photo.truth.text, `${i}.jpg`), await encodePhoto(photo));
    }
    const { code, out, err } = await runTask(["evaluate", "--data", folder, "--json"]);
    assert.equal(code, 0, err);
    const { images, accuracy, untrusted, inkless } = JSON.parse(out);
    assert.equal(images + inkless.length, 24);
    // Framed by a threshold alone, about half of such photographs are read.
    assert.ok(accuracy > 0.75, `${accuracy}`);
    assert.ok(untrusted < 8, `${untrusted}`);
  });
});

Deno.test("evaluate names the data that it knows where there is no such folder", async () => {
  const { code, err } = await runTask(["evaluate", "--data", "minst"]);
  assert.equal(code, 2);
  assert.equal(
    err,
    "error: --data takes mnist, pen, photos or a folder; there is no folder minst\n",
  );
});

Deno.test("data draws no contact sheet where a flag would be idle", async () => {
  const { code, err } = await runTask(["data", "--photos", "sheet.png", "--per-class", "4"]);
  assert.equal(code, 2);
  assert.equal(err, "error: --per-class belongs to the pen set: --photos draws none\n");
  const fetching = await runTask(["data", "--pendigits", "--photos", "sheet.png"]);
  assert.equal(fetching.code, 2);
  assert.equal(fetching.err, "error: --photos is about drawing: --pendigits only fetches\n");
});

Deno.test("data --pendigits asks python3, and says what is missing where it fails", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(
      join(folder, "python3"),
      "#!/bin/sh\necho 'No module named pip' >&2\nexit 1\n",
      { mode: 0o755 },
    );
    const { code, err } = await runTask(["data", "--pendigits"], {
      env: { PATH: `${folder}:${Deno.env.get("PATH")}` },
    });
    assert.equal(code, 1, err);
    assert.match(
      err,
      /could not be fetched: .*No module named pip.* sudo apt-get install python3-pip/,
    );
  });
});

Deno.test("data puts no contact sheet into the pen set, which would never be replaced then", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = join(folder, "pen");
    const draw = (show: string) =>
      runTask(["data", "--out", out, "--per-class", "1", "--show", show]);
    const within = await draw(join(out, "sheet.png"));
    assert.equal(within.code, 2);
    assert.match(
      within.err,
      /^error: --show .*sheet\.png would lie in the pen set .*: name another/,
    );
    assert.equal((await draw(join(folder, "pen.png"))).code, 0);
  });
});
