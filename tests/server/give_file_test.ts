/** What the page's files cost: compressed for whom takes that, nothing for whom has them. */
import { join, toFileUrl } from "@std/path";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { rawHttp } from "../../bench/raw_http.ts";
import { readPack } from "../../lib/model/model_pack.ts";
import { readPageFiles } from "../../lib/server/read_page_files.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { card, serving } from "./serving.ts";

/** The head of an answer as it is on the wire: fetch would unpack it. */
async function headOf(url: string, path: string, headers: string[]): Promise<string> {
  const lines = ["Connection: close", ...headers].map((line) => `${line}\r\n`).join("");
  const { host } = new URL(url);
  const { text } = await rawHttp(url, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines}\r\n`);
  return text.slice(0, text.indexOf("\r\n\r\n")).toLowerCase();
}

Deno.test("files are compressed for whom takes that, and not sent again to whom has them", async () => {
  await serving(async (url) => {
    const packed = await headOf(url, "/page.js", ["Accept-Encoding: br, gzip"]);
    assert.match(packed, /^http\/1.1 200 [^]*content-encoding: gzip/);
    assert.match(packed, /vary: accept-encoding/);
    const refused = await headOf(url, "/page.js", ["Accept-Encoding: gzip;q=0, br"]);
    assert.doesNotMatch(refused, /content-encoding/);
    const plain = await headOf(url, "/page.js", []);
    assert.match(plain, /^http\/1.1 200 /);
    assert.doesNotMatch(plain, /content-encoding/);
    const tag = plain.match(/etag: (.*)\r\n/)![1];
    const response = await fetch(`${url}/page.js`);
    const original = response.headers.get("etag")!;
    assert.equal(original.toLowerCase(), tag);
    assert.equal(
      await response.text(),
      await Deno.readTextFile("lib/server/page/page.js"),
    );
    const again = await headOf(url, "/page.js", [`If-None-Match: "x", ${original}`]);
    assert.match(again, /^http\/1.1 304 /);
    const changed = await headOf(url, "/page.js", ['If-None-Match: W/"another"']);
    assert.match(changed, /^http\/1.1 200 /);
  });
});

Deno.test("every file of the page comes out of its compressed form, and has a tag of its own", () => {
  const files = [...readPageFiles().values()];
  for (const { bytes, gzip } of files) {
    if (!gzip) continue;
    assert.ok(gunzipSync(gzip()).equals(Buffer.from(bytes)) && gzip().length < bytes.length);
  }
  assert.equal(new Set(files.map(({ tag }) => tag)).size, files.length);
});

Deno.test("browsers that keep the page see in its service worker that any file has changed", async () => {
  await inTemporaryFolder(async (folder) => {
    const write = (name: string, text: string) => Deno.writeTextFile(join(folder, name), text);
    await write("page.html", "a page");
    await write("service_worker.js", 'const CACHE = "page HASH-OF-FILES";');
    const read = () => {
      const { bytes, tag } = readPageFiles(toFileUrl(`${folder}/`)).get("/service_worker.js")!;
      return [new TextDecoder().decode(bytes), tag];
    };
    const before = read();
    assert.match(before[0], /^const CACHE = "page [\w-]{22}";$/);
    assert.deepEqual(read(), before);
    await write("new.js", "");
    assert.ok(read().every((value, i) => value !== before[i]));
  });
});

Deno.test("/models.gz holds the model that the server reads with, and the finder", async () => {
  await serving(async (url) => {
    const response = await fetch(`${url}/models.gz`);
    assert.equal(response.status, 200);
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.ok(bytes.length < 2_500_000, `${bytes.length} bytes`);
    const pack = readPack(gunzipSync(bytes));
    const { network, classes, input, threshold, trust, training } = card;
    assert.deepEqual(pack.card, { network, classes, input, threshold, trust, training });
    const again = await fetch(`${url}/models.gz`, {
      headers: { "if-none-match": response.headers.get("etag")! },
    });
    assert.equal(again.status, 304);
    await again.body?.cancel();
  });
});

Deno.test("/files.json names all that the page needs, from where the page stands", async () => {
  await serving(async (url) => {
    const names: string[] = await (await fetch(`${url}/files.json`)).json();
    assert.ok(names.includes("./") && names.includes("./models.gz"));
    // What teaches is not for everyone.
    assert.ok(!names.some((name) => name.includes("/teach/")));
    for (const name of names) {
      const response = await fetch(new URL(name, `${url}/`));
      assert.equal(response.status, 200, name);
      await response.body?.cancel();
    }
  });
});
