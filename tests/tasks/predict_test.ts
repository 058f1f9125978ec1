/** `deno task predict`, as it is typed. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { decode } from "../../lib/image/decode.ts";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { namesIn } from "../names_in.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { type RunOptions, runTask } from "./run_task.ts";

const predict = (...args: string[]) => predictIn({}, ...args);

async function predictIn(options: RunOptions, ...args: string[]) {
  const { out, ...rest } = await runTask(["predict", ...args], options);
  return { ...rest, lines: out.trim().split("\n") };
}

/** A zero, 40 by 64 pixels round this point. */
const zeroAt = (x: number, y: number) =>
  Array.from({ length: 33 }, (_, i) => ({
    x: x + 20 * Math.cos(i * Math.PI / 16),
    y: y + 32 * Math.sin(i * Math.PI / 16),
  }));
const zero = zeroAt(50, 50);

/** A picture of strokes on white paper, as a file holds it. */
const pngOf = (strokes: Parameters<typeof drawStrokes>[0], width: number, height: number) =>
  encodePng(drawStrokes(strokes, { width, height, pen: 7 }));

Deno.test("predict --json answers every file of a folder, the bad ones with the reason", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.writeFile(join(folder, "1-good.png"), await pngOf([zero], 100, 100));
    await Deno.writeTextFile(join(folder, "2-text.png"), "Dear Sir or Madam");
    await Deno.writeTextFile(join(folder, "3-empty.png"), "");
    await Deno.writeFile(join(folder, "10-blank.png"), await pngOf([], 100, 100));
    const { code, lines } = await predict("--json", folder);
    assert.equal(code, 1);
    const answers = lines.map((line) => JSON.parse(line));
    const names = ["1-good.png", "2-text.png", "3-empty.png", "10-blank.png"];
    assert.deepEqual(answers.map(({ file }) => file), names.map((name) => join(folder, name)));
    const [read, ...errors] = answers;
    assert.equal(read.text, "0");
    const [digit] = read.digits;
    assert.equal(digit.digit, "0");
    assert.ok(digit.confidence > 0.5 && digit.confidence <= 1, String(digit.confidence));
    assert.ok(Math.abs(digit.box.x - 26) <= 2 && Math.abs(digit.box.height - 71) <= 3);
    assert.match(errors[0].error, /^not an image: /);
    assert.match(errors[1].error, /empty/);
    assert.match(errors[2].error, /^no handwriting found: /);

    const fine = await predict("--single", join(folder, "1-good.png"));
    assert.equal(fine.code, 0);
    assert.match(fine.lines[0], /1-good\.png: 0/);
  });
});

Deno.test("predict ends with status 2 for wrong flags and 1 for what is not there", async () => {
  const wrong = await predict("--jsno", "a.png");
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--jsno/);
  assert.equal((await predict()).code, 2);
  const twice = await predict("--model", "a", "--model", "b", "a.png");
  assert.equal(twice.code, 2);
  assert.match(twice.err, /--model is given more than once: a, b/);
  const dash = await predict("-seven.png");
  assert.equal(dash.code, 2);
  assert.match(dash.err, /a file of that name is written \.\/-seven\.png/);
  const missing = await predict("--json", "no-such-file.png");
  assert.equal(missing.code, 1);
  assert.match(JSON.parse(missing.lines[0]).error, /no such file/);
  const modelless = await predict("--model", "no-such-model", "a.png");
  assert.equal(modelless.code, 1);
  assert.match(modelless.err, /no model in no-such-model/);
});

Deno.test("predict prints the lines of a picture below one another", async () => {
  await inTemporaryFolder(async (folder) => {
    const zeros = [zeroAt(50, 60), zeroAt(110, 60), zeroAt(50, 180), zeroAt(260, 180)];
    const file = join(folder, "lines.png");
    await Deno.writeFile(file, await pngOf(zeros, 320, 240));
    const { lines } = await predict(file);
    assert.equal(lines.length, 2);
    assert.ok(lines[0].endsWith(": 00"), lines[0]);
    const indent = " ".repeat(lines[0].length - 2);
    assert.ok(lines[1].startsWith(`${indent}0 0  (confidence `), lines[1]);
    const [answer] = (await predict("--json", file)).lines;
    assert.equal(JSON.parse(answer).text, "00\n0 0");
  });
});

Deno.test("predict --debug writes what each step saw, and nothing of it on stdout", async () => {
  await inTemporaryFolder(async (folder) => {
    const [one, two] = [join(folder, "in/one.png"), join(folder, "in/two.png")];
    const debug = join(folder, "debug");
    await Deno.mkdir(join(folder, "in"));
    await Deno.writeFile(one, await pngOf([zero], 200, 100));
    await Deno.writeFile(two, await pngOf([zero, zeroAt(120, 50)], 200, 100));
    await Deno.writeTextFile(join(folder, "in/not.png"), "Dear Sir or Madam");

    const steps = ["1-grey.png", "2-ink.png", "3-centres.png", "4-votes.png"];
    const both = await predict("--json", "--debug", debug, join(folder, "in"));
    assert.deepEqual(both.lines.map((line) => "error" in JSON.parse(line)), [true, false, false]);
    assert.ok(both.err.includes(debug));
    assert.deepEqual(await namesIn(debug), ["one.png", "two.png"]);
    assert.deepEqual(await namesIn(join(debug, "one.png")), [...steps, "5-digit.png"]);
    const ofTwo = [...steps, "5-digit.png", "6-digit.png"];
    assert.deepEqual(await namesIn(join(debug, "two.png")), ofTwo);
    const size = async (name: string) => {
      const { width, height } = await decode(await Deno.readFile(join(debug, "two.png", name)));
      return [width, height];
    };
    assert.deepEqual(await size("1-grey.png"), [200, 100]);
    // The others show what was looked at last, all of one size.
    const sizes = await Promise.all(steps.slice(1).map(size));
    for (const one of sizes) assert.deepEqual(one, sizes[0]);
    assert.deepEqual(await size("6-digit.png"), [28, 28]);

    // One picture alone goes into the folder itself, beside what is there.
    const alone = await predict("--debug", join(debug, "two.png"), one);
    assert.equal(alone.code, 0);
    assert.deepEqual(await namesIn(join(debug, "two.png")), [...steps, "5-digit.png"]);

    const nowhere = await predict("--debug", one, two);
    assert.equal(nowhere.code, 1);
    assert.match(nowhere.err, /cannot write into .*one\.png: it is no folder/);
  });
});

Deno.test("predict reads the rest where a folder is empty or something is no file", async () => {
  await inTemporaryFolder(async (folder) => {
    const png = await pngOf([zero], 100, 100);
    await Deno.mkdir(join(folder, "1-empty"));
    await Deno.mkdir(join(folder, "3-deep"));
    await Deno.writeFile(join(folder, "2.png"), png);
    await Deno.writeFile(join(folder, "3-deep/a.png"), png);
    await Deno.symlink(folder, join(folder, "3-deep/back"));
    await Deno.symlink("4-self", join(folder, "4-self"));
    await Deno.symlink("/dev/zero", join(folder, "5-zero"));
    await Deno.writeFile(join(folder, "6.png"), png);
    const { code, lines } = await predict("--json", folder);
    assert.equal(code, 1);
    const answers = lines.map((line) => JSON.parse(line)).map(({ file, text, error }) =>
      `${file.slice(folder.length + 1)}: ${text ?? error}`
    );
    assert.deepEqual(answers, [
      "1-empty: an empty folder: there is nothing to read",
      "2.png: 0",
      "3-deep/a.png: 0",
      "3-deep/back: it is a folder: name the files in it",
      "4-self: a link that leads to itself",
      "5-zero: not a file: a pipe or a device is not read",
      "6.png: 0",
    ]);
    const strange = await predict(join(folder, "2.png/x"), "/proc/self/status");
    assert.deepEqual(strange.lines, [
      `${join(folder, "2.png/x")}: no such file`,
      "/proc/self/status: it may not be read",
    ]);
  });
});

Deno.test("predict takes paths from where the user stands, and a picture on standard input", async () => {
  await inTemporaryFolder(async (folder) => {
    const cwd = await Deno.realPath(folder);
    const png = await pngOf([zero], 100, 100);
    await Deno.writeFile(join(cwd, "zero.png"), png);
    const here = await predictIn({ cwd }, "--debug", "steps", "zero.png", "one.png");
    assert.ok(here.lines[0].startsWith(`${join(cwd, "zero.png")}: 0 `), here.lines[0]);
    assert.equal(here.lines[1], `${join(cwd, "one.png")}: no such file`);
    assert.ok((await namesIn(join(cwd, "steps/zero.png"))).includes("1-grey.png"));
    const modelless = await predictIn({ cwd }, "--model", "mine", "zero.png");
    assert.match(modelless.err, new RegExp(`no model in ${join(cwd, "mine")}: `));

    const piped = await predictIn({ cwd, input: png }, "-");
    assert.match(piped.lines[0], /^-: 0 /);
  });
});

Deno.test("predict says in a sentence that a path is none, and that no more can be written", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "zero.png");
    await Deno.writeFile(file, await pngOf([zero], 90, 90));
    const wrong: [string[], RegExp][] = [
      [[""], /^error: predict takes a path, got an empty one\n$/],
      [["-", file, "-"], /^error: standard input holds one picture: name - once\n$/],
      [["--debug", "", file], /^error: --debug takes a path, got an empty one\n$/],
      [
        ["http://example.org/a.png"],
        /^error: predict takes a path, got the address http.*: fetch it/,
      ],
    ];
    for (const [args, said] of wrong) {
      const { code, err } = await predict(...args);
      assert.equal(code, 2);
      assert.match(err, said);
    }
    const debug = await predict("--debug", "/proc/nope", file);
    assert.match(
      debug.err,
      /^error: cannot write into \/proc\/nope: it may not be written to\n$/,
    );

    const shell = async (command: string) => {
      const { code, stdout, stderr } = await new Deno.Command("sh", {
        args: ["-c", command, "sh", Deno.execPath(), file],
        env: { NO_COLOR: "1" },
      }).output();
      const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      return { code, out, err };
    };
    if (Deno.build.os !== "linux") return;
    const full = await shell('"$1" task --quiet predict "$2" > /dev/full');
    assert.equal(full.code, 1);
    assert.match(full.err, /^error: No space left on device[^\n]*\n$/);
    // `head` is gone long before the last of these.
    const files = Array.from({ length: 40 }, () => '"$2"').join(" ");
    const gone = await shell(`("$1" task --quiet predict ${files}; echo "ended $?" >&2) | head -1`);
    assert.match(gone.out, /^[^\n]*zero\.png: 0 [^\n]*\n$/);
    assert.equal(gone.err, "ended 141\n");
  });
});

Deno.test("reading tells nobody of it, and leaves nothing in the home folder", async () => {
  await inTemporaryFolder(async (folder) => {
    const [home, file] = [join(folder, "home"), join(folder, "zero.png")];
    await Deno.mkdir(home);
    await Deno.writeFile(file, await pngOf([zero], 90, 90));
    const info = new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).outputSync();
    const { denoDir } = JSON.parse(new TextDecoder().decode(info.stdout));
    const env = { HOME: home, XDG_CACHE_HOME: join(home, ".cache"), DENO_DIR: denoDir };
    const { lines } = await predictIn({ env }, file);
    assert.match(lines[0], /zero\.png: 0 /);
    assert.deepEqual(await namesIn(home), []);
  });
});
