/** `deno task save-trained`, as it is typed. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { namesIn } from "../names_in.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

Deno.test("save-trained says in a sentence what is wrong with a run, before it measures", async () => {
  await inTemporaryFolder(async (folder) => {
    const run = { flags: { seed: "1", width: "1" }, torch: "2.11.0", steps: 3, drawn: 4 };
    const write = async (name: string, json: string, weights: number) => {
      await Deno.writeTextFile(join(folder, `${name}.json`), json);
      await Deno.writeFile(join(folder, `${name}.weights`), new Uint8Array(weights));
    };
    await write("whole", JSON.stringify(run), 28);
    await write("cut", `{"flags": {`, 28);
    await write("odd", JSON.stringify(run), 27);
    await write("older", "{}", 28);
    const out = join(folder, "out");
    const save = (name: string, ...args: string[]) => {
      const run = args.includes("--run") ? [] : ["--run", folder];
      return runTask(["save-trained", ...run, "--out", out, "--name", name, ...args]);
    };
    const wrong: [string, string[], RegExp][] = [
      ["missing", [], /lacks missing\.json or missing\.weights: --run names the folder that/],
      ["missing", ["--run", join(folder, "cut.json")], /cut\.json lacks missing\.json or/],
      ["cut", [], /cut\.json is damaged: it does not tell flags, torch, steps and drawn; copy it/],
      ["older", [], /older\.json is damaged/],
      ["odd", [], /odd\.weights is damaged: it ends within a number; copy it anew/],
      ["whole", ["--from", "models/digits"], /models\/digits holds a digit network/],
      ["whole", [], /7 numbers given, this network has \d+ weights: they are of another one/],
    ];
    for (const [name, args, said] of wrong) {
      const { code, err } = await save(name, ...args);
      assert.equal(code, 1);
      assert.match(err.trim(), /error: [^\n]*$/, name);
      assert.match(err, said);
    }
    assert.ok(!(await namesIn(folder)).includes("out"));
  });
});
