/** `deno task predict`, as it is typed. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

async function predict(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "predict", ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, lines: text(stdout).trim().split("\n"), stderr: text(stderr) };
}

const zero = Array.from({ length: 33 }, (_, i) => ({
  x: 50 + 20 * Math.cos(i * Math.PI / 16),
  y: 50 + 32 * Math.sin(i * Math.PI / 16),
}));

Deno.test("predict --json answers every file of a folder, the bad ones with the reason", async () => {
  await inTemporaryFolder(async (folder) => {
    const paper = { width: 100, height: 100 };
    const good = await encodePng(drawStrokes([zero], { ...paper, pen: 7 }));
    const blank = await encodePng(drawStrokes([], { ...paper, pen: 7 }));
    await Deno.writeFile(join(folder, "1-good.png"), good);
    await Deno.writeTextFile(join(folder, "2-text.png"), "Dear Sir or Madam");
    await Deno.writeTextFile(join(folder, "3-empty.png"), "");
    await Deno.writeFile(join(folder, "10-blank.png"), blank);
    const { code, lines } = await predict("--json", folder);
    assert.equal(code, 1);
    const answers = lines.map((line) => JSON.parse(line));
    const names = ["1-good.png", "2-text.png", "3-empty.png", "10-blank.png"];
    assert.deepEqual(answers.map(({ file }) => file), names.map((name) => join(folder, name)));
    const [read, ...errors] = answers;
    assert.equal(read.text, "0");
    const [digit] = read.digits;
    assert.equal(digit.digit, "0");
    assert.equal(digit.confidence, Math.max(...Object.values<number>(digit.probabilities)));
    assert.ok(Math.abs(digit.box.x - 26) <= 2 && Math.abs(digit.box.height - 71) <= 3);
    assert.match(errors[0].error, /^not an image: /);
    assert.match(errors[1].error, /empty/);
    assert.match(errors[2].error, /no ink found/);

    const fine = await predict("--single", join(folder, "1-good.png"));
    assert.equal(fine.code, 0);
    assert.match(fine.lines[0], /1-good\.png: 0/);
  });
});

Deno.test("predict ends with status 2 for wrong flags and 1 for what is not there", async () => {
  const wrong = await predict("--jsno", "a.png");
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /--jsno/);
  assert.equal((await predict()).code, 2);
  const missing = await predict("--json", "no-such-file.png");
  assert.equal(missing.code, 1);
  assert.match(JSON.parse(missing.lines[0]).error, /no such file/);
  const modelless = await predict("--model", "no-such-model", "a.png");
  assert.equal(modelless.code, 1);
  assert.match(modelless.stderr, /no model in no-such-model/);
});
