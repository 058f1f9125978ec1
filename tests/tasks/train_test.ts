/** `deno task train`, as it is typed: what `--from MODEL --data FOLDER` teaches, and flags that do not go together. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { writePenSet } from "../../lib/dataset/pen_folder.ts";
import { decode } from "../../lib/image/decode.ts";
import { readCard } from "../../lib/model/model_files.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

const task = (...args: string[]) => runTask(args);

Deno.test("train --from a model --data a folder teaches it, and predict reads with it", async () => {
  await inTemporaryFolder(async (folder) => {
    const [data, out] = [join(folder, "hand"), join(folder, "taught")];
    await writePenSet(data, { seed: 28, perClass: 4 });
    // A class of its own, whose name no folder can have.
    await Deno.mkdir(join(data, "%2E"));
    for (let i = 0; i < 4; i++) {
      const one = join(data, "1", anyFile(join(data, "1"), i));
      await Deno.copyFile(one, join(data, "%2E", `${i}.png`));
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
    const zero = join(data, "0", anyFile(join(data, "0"), 0));
    const read = await task("predict", "--model", out, "--json", zero);
    assert.equal(JSON.parse(read.out).text, "0");

    const on = ["--from", out, "--data", data, "--out", join(folder, "twice")];
    const again = await task("train", ...on);
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

/** Runs `train` until its standard error shows a text, and presses Ctrl-C then. */
async function interrupted(text: string, ...args: string[]) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", "tasks/train.ts", ...args],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const out = new Response(child.stdout).text();
  let err = "";
  for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
    const shown = err.includes(text);
    err += chunk;
    if (!shown && err.includes(text)) child.kill("SIGINT");
  }
  return { code: (await child.status).code, out: await out, err };
}

Deno.test({
  name: "Ctrl-C before the first step leaves nothing, and says so in one line",
  ignore: Deno.build.os === "windows",
  async fn() {
    await inTemporaryFolder(async (folder) => {
      const out = join(folder, "model");
      const runs = await Promise.all([
        interrupted("drawing pictures", "--network", "finder", "--out", out),
        interrupted("cutting up pictures", "--network", "digit", "--out", out),
      ]);
      for (const { code, err } of runs) {
        assert.equal(code, 1, err);
        assert.match(err, /^error: stopped before the first step: nothing is saved$/m);
        assert.doesNotMatch(err, /^ +at /m);
      }
      assert.deepEqual([...Deno.readDirSync(folder)], []);
    });
  },
});

/** Draws a hand, and gives the flags that teach it, and where the model goes. */
async function handToTeach(folder: string): Promise<{ out: string; from: string[] }> {
  const [data, out] = [join(folder, "hand"), join(folder, "taught")];
  await writePenSet(data, { seed: 28, perClass: 4 });
  return { out, from: ["--from", "models/digits", "--data", data, "--out", out] };
}

Deno.test({
  name: "Ctrl-C ends teaching, and keeps what was learned",
  ignore: Deno.build.os === "windows",
  async fn() {
    await inTemporaryFolder(async (folder) => {
      const { out, from } = await handToTeach(folder);
      const { code, err } = await interrupted("teaching", ...from, "--epochs", "100000");
      assert.equal(code, 0, err);
      assert.match(err, /stopped: what was learned so far is kept/);
      const { training: { epochs } } = await readCard(out);
      assert.ok(epochs > 0 && epochs < 100_000, `${epochs}`);
    });
  },
});

Deno.test({
  name: "Ctrl-C before teaching leaves a model that is there as it is",
  ignore: Deno.build.os === "windows",
  async fn() {
    await inTemporaryFolder(async (folder) => {
      const { out, from } = await handToTeach(folder);
      assert.equal((await task("train", ...from, "--epochs", "1")).code, 0);
      const before = await readCard(out);
      const { code, err } = await interrupted("looking at digits", ...from);
      assert.equal(code, 1);
      assert.match(err, /error: stopped before the first step: nothing is saved/);
      assert.deepEqual(await readCard(out), before);
    });
  },
});

Deno.test("a training of a folder goes on from what it left, and takes nothing else for that", async () => {
  await inTemporaryFolder(async (folder) => {
    const [data, out] = [join(folder, "hand"), join(folder, "model")];
    await writePenSet(data, { seed: 28, perClass: 10 });
    const train = (...more: string[]) =>
      task("train", "--data", data, "--network", "report", "--out", out, "--epochs", "1", ...more);
    assert.equal((await train()).code, 0);
    const { code, err } = await train("--from", out);
    assert.equal(code, 0, err);
    assert.equal((await readCard(out)).training.from?.epochs, 1);
    const taught = await train("--from", "models/digits");
    assert.match(taught.err, /teaching a model a folder of examples takes --epochs, not --network/);
  });
});

Deno.test("train takes --minutes or --epochs, teaching neither --minutes, --batch nor --network, and --show none of them", async () => {
  const both = await task("train", "--minutes", "5", "--epochs", "2");
  assert.equal(both.code, 2);
  assert.match(both.err, /ends after --epochs or after --minutes: leave one of them out/);
  for (const [flag, value] of [["--minutes", "5"], ["--batch", "8"], ["--network", "digit"]]) {
    const taught = await task("train", "--from", "models/digits", "--data", "tests", flag, value);
    assert.equal(taught.code, 2);
    assert.ok(taught.err.includes(`examples takes --epochs, not ${flag}`), taught.err);
  }
  for (const flags of [["--network", "report"], ["--network", "finder"], ["--data", "pen"]]) {
    const { code, err } = await task("train", "--pendigits", ...flags);
    assert.equal(code, 2);
    assert.match(err, /--pendigits belongs to the digit net on mnist/);
  }
  const sheet = await task("train", "--show", "sheet.png", "--network", "report");
  assert.equal(sheet.code, 2);
  assert.match(sheet.err, /--network belongs to a training: --show begins none/);
});

Deno.test("train takes no place that holds something else, and says so before it trains", async () => {
  await inTemporaryFolder(async (folder) => {
    const [data, mine] = [join(folder, "hand"), join(folder, "mine")];
    await writePenSet(data, { seed: 28, perClass: 1 });
    await Deno.mkdir(mine);
    await Deno.writeTextFile(join(mine, "notes.txt"), "mine");
    const wrong: [string, RegExp][] = [
      [data, /hand is not replaced: it holds .*, which is not of a model folder; name a new/],
      [mine, /mine is not replaced: it holds notes\.txt, /],
      [join(mine, "notes.txt"), /notes\.txt is not replaced: it is a file/],
      [".", / \. is not replaced: it holds /],
      ["/proc/nope", /\/proc\/nope", which no task has; name another path/],
    ];
    for (const from of [[], ["--from", "models/digits"]]) {
      await Promise.all(wrong.map(async ([out, said]) => {
        const { code, err } = await task("train", "--data", data, "--out", out, ...from);
        assert.equal(code, 1);
        assert.match(err, /^error: [^\n]*\n$/);
        assert.match(err, said);
      }));
    }
    // Of a model it says what it is. The data is then too little to train on, and the model stays.
    const model = join(folder, "digits");
    await Deno.mkdir(model);
    await Deno.copyFile("models/digits/card.json", join(model, "card.json"));
    const over = await task("train", "--data", data, "--out", model);
    assert.equal(over.code, 1);
    assert.match(
      over.err,
      /^the model in .*digits will be replaced: network digit, trained on mnist, .*saved 20/,
    );
    assert.deepEqual([...Deno.readDirSync(model)].map(({ name }) => name), ["card.json"]);
    await Deno.mkdir(join(folder, "new.checkpoint"));
    await Deno.writeTextFile(join(folder, "new.checkpoint/notes.txt"), "mine");
    const beside = await task("train", "--data", data, "--out", join(folder, "new"));
    assert.match(beside.err, /^error: .*new\.checkpoint is not replaced: it holds notes\.txt, /);

    const show = await task("train", "--show", mine);
    assert.match(show.err, /^error: cannot write .*mine: it is a folder; name a file\n$/);
    assert.equal(await Deno.readTextFile(join(mine, "notes.txt")), "mine");
    assert.equal([...Deno.readDirSync(data)].length, 11);
  });
});

/** The name of a file in a folder. */
function anyFile(folder: string, index: number): string {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort()[index];
}
