import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { join } from "@std/path";
import { createRandom } from "../../lib/base/random.ts";
import { fuzz } from "../../tools/fuzz/fuzz.ts";
import { mutate } from "../../tools/fuzz/mutate.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const model = "models/digits";

Deno.test("damaged files give a reading or a named error", async () => {
  const { readings, refused, failures } = await fuzz({ mutations: 200, seed: 7, model });
  assert.deepEqual(failures.map(({ mutation, reason }) => `${mutation}: ${reason}`), []);
  assert.ok(readings > 20, "some damage leaves a picture readable");
  assert.ok(refused.damaged > 20, "some does not");
  assert.equal(Object.values(refused).reduce((a, b) => a + b) + readings, 200);
});

const defects: [string, string, RegExp][] = [
  ["a crash", "Deno.exit(3)", /ended: status 3/],
  ["a hang", "while (true);", /no answer within 4000 ms/],
  [
    "a failure",
    `console.log('{"kind":"failure","reason":"a TypeError"}')`,
    /a TypeError/,
  ],
];
for (const [name, defect, reason] of defects) {
  Deno.test(`fuzz() names the file that makes ${name}, and goes on`, () =>
    inTemporaryFolder(async (folder) => {
      // Reads every file but the third since it was started.
      const reader = join(folder, "reader.ts");
      await Deno.writeTextFile(
        reader,
        `import process from "node:process";
        import { createInterface } from "node:readline";
        console.log('{"kind":"ready"}');
        let n = 0;
        for await (const _ of createInterface({ input: process.stdin })) {
          if (++n === 3) { ${defect} }
          else console.log('{"kind":"reading"}');
        }`,
      );
      const report = await fuzz({
        mutations: 5,
        seed: 1,
        model,
        limit: 4000,
        reader: new URL(`file://${reader}`),
      });
      assert.equal(report.readings, 4);
      assert.deepEqual(report.failures.map(({ mutation }) => mutation), [2]);
      assert.match(report.failures[0].reason, reason);
      assert.ok(report.failures[0].bytes.length > 0);
    }));
}

Deno.test("mutate() makes the same damage of the same numbers, and leaves the file itself alone", () => {
  const sound = Buffer.from(Array.from({ length: 400 }, (_, i) => i));
  const kept = Buffer.from(sound);
  let damaged = 0;
  for (let seed = 0; seed < 100; seed++) {
    const once = mutate(sound, createRandom(seed));
    assert.deepEqual(once, mutate(sound, createRandom(seed)));
    if (once.length !== sound.length || once.some((byte, i) => byte !== sound[i])) damaged++;
  }
  assert.deepEqual(sound, kept);
  assert.ok(damaged > 80, `${damaged} of 100 are damaged`);
});
