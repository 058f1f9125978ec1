import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { decode } from "../../lib/image/decode.ts";
import { makePageFiles } from "../../lib/server/make_page_files.ts";

Deno.test("the page's made files are what deno task page makes", async () => {
  const made = Object.entries(await makePageFiles(await loadMnist("test")));
  assert.ok(made.some(([name]) => name.endsWith(".js")));
  for (const [name, bytes] of made) {
    const file = await Deno.readFile(new URL(`../../lib/server/page/${name}`, import.meta.url));
    const isSame = name.endsWith(".jpg") ? await isAlike(bytes, file) : isEqual(bytes, file);
    assert.ok(isSame, `${name} is out of date: run deno task page`);
  }
});

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b);
}

/** Whether two pictures look the same: machines round a JPEG's bytes differently. */
async function isAlike(a: Uint8Array, b: Uint8Array): Promise<boolean> {
  const [one, other] = await Promise.all([decode(a), decode(b)]);
  if (one.width !== other.width || one.height !== other.height) return false;
  const sum = one.data.reduce((sum, dark, i) => sum + Math.abs(dark - other.data[i]), 0);
  return sum / one.data.length < 0.01;
}
