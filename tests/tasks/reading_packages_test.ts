/** What only reads pictures has a shorter list of packages, which are those of the whole project. */
import assert from "node:assert/strict";

const read = async (path: string) =>
  JSON.parse(await Deno.readTextFile(new URL(`../../${path}`, import.meta.url)));

Deno.test("tasks/reading/reading.json names the packages that deno.json names", async () => {
  const [all, reading] = await Promise.all(
    ["deno.json", "tasks/reading/reading.json"].map(async (path) => (await read(path)).imports),
  );
  const packages = Object.entries(reading).filter(([name]) => name !== "@std/path");
  assert.ok(packages.length > 0);
  for (const [name, address] of packages) assert.equal(address, all[name], name);
});

Deno.test("tasks/reading/deno.lock holds them as deno.lock does", async () => {
  const [all, reading]: Record<string, { integrity: string }>[] = await Promise.all(
    ["deno.lock", "tasks/reading/deno.lock"].map(async (path) => (await read(path)).npm),
  );
  const packages = Object.entries(reading);
  assert.ok(packages.length > 0 && packages.length < Object.keys(all).length / 2);
  for (const [name, { integrity }] of packages) assert.equal(integrity, all[name]?.integrity, name);
});
