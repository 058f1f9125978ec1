/** `deno task train`, as it is typed: what `--from MODEL --data FOLDER` teaches, and flags that do not go together. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { writePenSet } from "../../lib/dataset/pen_folder.ts";
import { decode } from "../../lib/image/decode.ts";
import { readCard } from "../../lib/model/model_files.ts";
import { runDeno } from "../run_deno.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const task = (...args: string[]) => runDeno("task", "--quiet", ...args);

Deno.test("train --from a model --data a folder teaches it, and predict reads with it", async () => {
  await inTemporaryFolder(async (folder) => {
    const [data, out] = [join(folder, "hand"), join(folder, "taught")];
    await writePenSet(data, { seed: 28, perClass: 4 });
    // A class of its own, whose name no folder can have.
    await Deno.mkdir(join(data, "%2E"));
    for (let i = 0; i < 4; i++) {
      await Deno.copyFile(
        join(data, "1", `${await anyFile(join(data, "1"), i)}`),
        join(data, "%2E", `${i}.png`),
      );
    }
    const from = ["--from", "models/digits", "--data", data, "--out", out];
    const { code, out: line, err } = await task("train", ...from, "--epochs", "2", "--json");
    assert.equal(code, 0, err);
    const { classes, epochs, held, old, ...rest } = JSON.parse(line);
    assert.deepEqual(classes, [..."0123456789", "."]);
    assert.equal(epochs, 2);
    assert.equal(rest.out, out);
    assert.deepEqual([held.before.images, old.after.images], [11, 10_000]);
    assert.ok(old.before.accuracy > 0.995 && old.after.accuracy > 0.98);
    const card = await readCard(out);
    assert.deepEqual(card.signs, ["."]);
    assert.equal(card.training.data, "hand");
    assert.equal(card.training.from?.data, "mnist");
    const zero = join(data, "0", await anyFile(join(data, "0"), 0));
    const read = await task("predict", "--model", out, "--json", zero);
    assert.equal(JSON.parse(read.out).text, "0");

    const again = await task(
      "train",
      "--from",
      out,
      "--data",
      data,
      "--out",
      join(folder, "twice"),
    );
    assert.equal(again.code, 1);
    assert.match(again.err, /taught was trained on hand: teaching rehearses MNIST's digits/);
  });
});

Deno.test("train --show writes a sheet into a folder that it makes", async () => {
  await inTemporaryFolder(async (folder) => {
    const sheet = join(folder, "new", "sheet.png");
    const { code, err } = await task("train", "--show", sheet);
    assert.equal(code, 0, err);
    const { width } = await decode(await Deno.readFile(sheet));
    assert.ok(width > 28);
  });
});

Deno.test("train takes --minutes or --epochs, and teaching takes no minutes", async () => {
  const both = await task("train", "--minutes", "5", "--epochs", "2");
  assert.equal(both.code, 2);
  assert.match(both.err, /ends after --epochs or after --minutes: leave one of them out/);
  const teaching = ["--from", "models/digits", "--data", "hand", "--minutes", "5"];
  const taught = await task("train", ...teaching);
  assert.equal(taught.code, 2);
  assert.match(taught.err, /teaching .* takes --epochs, not --minutes/);
});

/** The name of a file in a folder. */
function anyFile(folder: string, index: number): string {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort()[index];
}
