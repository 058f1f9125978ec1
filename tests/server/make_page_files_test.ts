import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { makePageFiles } from "../../lib/server/make_page_files.ts";

Deno.test("the page's made files are what deno task page makes", async () => {
  const made = Object.entries(await makePageFiles());
  assert.ok(made.length > 0);
  for (const [name, bytes] of made) {
    const file = new URL(`../../lib/server/page/${name}`, import.meta.url);
    const same = Buffer.from(bytes).equals(await Deno.readFile(file));
    assert.ok(same, `${name} is out of date: run deno task page`);
  }
});
