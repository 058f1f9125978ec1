/** Imports go one way: from a room to those before it. The rooms and their order: `tools/architecture/rooms.ts`. */
import assert from "node:assert/strict";
import { arrowsOf, readArrows, wrongArrows } from "../tools/architecture/arrows.ts";
import { roomOf, ROOMS } from "../tools/architecture/rooms.ts";

const { files, arrows } = await readArrows();

Deno.test("every import goes to the file's own room or to one before it", () => {
  assert.ok(arrows.length > 1000, `all are seen, not ${arrows.length}`);
  assert.deepEqual(wrongArrows(arrows), []);
});

Deno.test("imports are of files that are there", () => {
  const known = new Set(files);
  // What this file makes up below is not there.
  const missing = arrows.filter(({ from, to }) =>
    !from.endsWith("arrows_test.ts") && !known.has(to)
  );
  assert.deepEqual(missing, []);
});

Deno.test("every file is in a room, and every room holds files", () => {
  assert.deepEqual(files.filter((path) => roomOf(path) < 0), []);
  const used = new Set(files.map(roomOf));
  assert.deepEqual(ROOMS.filter((_, i) => !used.has(i)), []);
  assert.equal(roomOf("lib/attic/old.ts"), -1);
  assert.equal(roomOf("attic.ts"), -1);
});

Deno.test("the README tells of the same rooms, in the same order and words", async () => {
  const readme = await Deno.readTextFile("README.md");
  const layout = readme.split("\n## ").find((part) => part.startsWith("How it is laid out"));
  assert.ok(layout, "the README has the section");
  const rows = [...layout.matchAll(/^\| `([^`]+)` +\| (.*?) +\|$/gm)]
    .map(([, name, about]) => ({ name, about }));
  assert.deepEqual(rows, ROOMS);
});

/** As a variable, so that the texts below are no imports of this file. */
const train = '"../network/train.ts"';

const wrong = [
  ["an import", `import { train } from ${train};`],
  ["an import of a type", `import type { Trained } from ${train};`],
  ["an import of many lines", `import {\n  train,\n  type Trained,\n} from ${train};`],
  ["a re-export", `export * from ${train};`],
  ["an import for its effect", `import ${train};`],
  ["a dynamic import", `const { train } = await import(${train});`],
  ["a worker", `new Worker(new URL(${train}, import.meta.url), { type: "module" });`],
];

for (const [what, text] of wrong) {
  Deno.test(`${what} against the order is reported`, () => {
    assert.deepEqual(wrongArrows(arrowsOf("lib/image/new.ts", text)), [
      "lib/image/new.ts imports lib/network/train.ts, but lib/image/ comes before lib/network/",
    ]);
    assert.deepEqual(wrongArrows(arrowsOf("lib/study/new.ts", text)), []);
  });
}

Deno.test("an import from outside of all rooms is reported", () => {
  const text = `import ${train.replace("network", "attic")};`;
  assert.deepEqual(wrongArrows(arrowsOf("lib/image/new.ts", text)), [
    "lib/image/new.ts imports lib/attic/train.ts, but lib/attic/train.ts is in no room",
  ]);
});

Deno.test("packages and examples in docstrings are no arrows", () => {
  const text = `/**\n * import ${train};\n */\nimport * as tf from "@tensorflow/tfjs";\n`;
  assert.deepEqual(arrowsOf("lib/image/new.ts", text), []);
});
