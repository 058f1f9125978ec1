/** The page and the API, over real HTTP on this machine. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { ImageError, type ImageErrorCode } from "../../lib/base/errors.ts";
import { decode } from "../../lib/image/decode.ts";
import type { DetailedReading, ReadOptions } from "../../lib/recognizer.ts";
import { PAGE_FILES } from "../../lib/server/page_files.ts";
import { createHandler } from "../../lib/server/handler.ts";

const detailed: DetailedReading = {
  reading: {
    text: "7",
    digits: [{
      digit: "7",
      confidence: 0.9,
      box: { x: 1, y: 2, width: 3, height: 4 },
      probabilities: { "1": 0.1, "7": 0.9 },
    }],
  },
  inputs: [{ width: 2, height: 1, data: new Float32Array([0, 1]) }],
  evidence: [{ best: 0.9, digit: 0.8, sign: 0.1 }],
  width: 20,
  height: 10,
};

/** A step that saw a picture too large for the page, and one that did not. */
const steps = [
  { name: "grey", image: { width: 1200, height: 300, data: new Float32Array(360_000).fill(0.5) } },
  { name: "digit", image: detailed.inputs[0] },
] as const;

/** Serves with a recognizer that remembers what it was given, for as long as `use` runs. */
async function serving(
  use: (url: string, given: { bytes: Uint8Array; options?: ReadOptions }[]) => Promise<void>,
  trouble?: Error,
): Promise<void> {
  const given: { bytes: Uint8Array; options?: ReadOptions }[] = [];
  const readDetailed = (bytes: Uint8Array, options?: ReadOptions) => {
    given.push({ bytes, options });
    for (const step of steps) options?.onStep?.(step);
    return trouble ? Promise.reject(trouble) : Promise.resolve(detailed);
  };
  const recognizer = {
    readDetailed,
    read: async (bytes: Uint8Array, options?: ReadOptions) =>
      (await readDetailed(bytes, options)).reading,
  };
  const handler = createHandler({ recognizer, maxBytes: 1000 });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  try {
    await use(`http://127.0.0.1:${server.addr.port}`, given);
  } finally {
    await server.shutdown();
  }
}

const picture = new Uint8Array([1, 2, 3]);

Deno.test("the server gives the page and all that it refers to, and lets nothing else in", async () => {
  await serving(async (url) => {
    const response = await fetch(url);
    const html = await response.text();
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type")!, /text\/html/);
    assert.match(response.headers.get("content-security-policy")!, /default-src 'none'/);
    const style = await (await fetch(`${url}/page.css`)).text();
    assert.ok(html.length + style.length < 40_000, "too much before anything is shown");
    const seen = new Set([...html.matchAll(/(?:href|src)="([^":,]+)"/g)].map(([, path]) => path));
    for (const path of seen) {
      const part = await fetch(`${url}/${path}`);
      assert.equal(part.status, 200, path);
      const text = await part.text();
      if (!path.endsWith(".js")) continue;
      assert.match(part.headers.get("content-type")!, /javascript/);
      for (const [, name] of text.matchAll(/from "\.\/([^"]+)"/g)) seen.add(name);
      // The page's texts are asked for by the language that is spoken.
      if (text.includes("import(`./texts/${")) {
        for (const [, name] of text.matchAll(/^ {2}(\w\w): "/gm)) seen.add(`texts/${name}.js`);
      }
    }
    // All that is served is needed, and all that lies in the folder is served.
    const served = Object.keys(PAGE_FILES).map((path) => path.slice(1) || "page.html");
    const folder = filesIn(new URL("../../lib/server/page/", import.meta.url));
    assert.deepEqual(served.toSorted(), folder.sort());
    assert.deepEqual(served.toSorted(), [...seen, "page.html"].sort());
    assert.doesNotMatch(html, /https?:\/\/(?!<span)/);
  });
});

/** The files of a folder, by their paths in it. */
function filesIn(folder: URL, before = ""): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(new URL(`${name}/`, folder), `${before}${name}/`) : [before + name]
  );
}

Deno.test("POST /api/predict takes a picture as the body or as a form's file", async () => {
  await serving(async (url, given) => {
    const plain = await fetch(`${url}/api/predict`, { method: "POST", body: picture });
    assert.deepEqual(await plain.json(), detailed.reading);
    const form = new FormData();
    form.append("file", new Blob([picture]), "a.png");
    const posted = await fetch(`${url}/api/predict?single=1`, { method: "POST", body: form });
    assert.deepEqual(await posted.json(), detailed.reading);
    assert.deepEqual(given.map(({ bytes }) => [...bytes]), [[1, 2, 3], [1, 2, 3]]);
    assert.deepEqual(given.map(({ options }) => options?.single), [false, true]);
  });
});

Deno.test("POST /api/predict?inputs=1 adds what the network saw", async () => {
  await serving(async (url) => {
    const response = await fetch(`${url}/api/predict?inputs=1`, { method: "POST", body: picture });
    const { inputs, width, height, text } = await response.json();
    assert.deepEqual({ width, height, text }, { width: 20, height: 10, text: "7" });
    assert.match(inputs[0], /^data:image\/png;base64,iVBOR/);
  });
});

Deno.test("POST /api/predict?steps=1 adds what each step saw, small enough for a page", async () => {
  await serving(async (url, given) => {
    const response = await fetch(`${url}/api/predict?steps=1`, { method: "POST", body: picture });
    const { steps, ...reading } = await response.json();
    assert.deepEqual(reading, detailed.reading);
    await checkSteps(steps);
    const plain = await fetch(`${url}/api/predict`, { method: "POST", body: picture });
    assert.deepEqual(await plain.json(), detailed.reading);
    assert.equal(given[1].options?.onStep, undefined);
  });
});

Deno.test("POST /api/predict?steps=1 shows the steps of a picture in which nothing was read", async () => {
  await serving(async (url) => {
    const response = await fetch(`${url}/api/predict?steps=1`, { method: "POST", body: picture });
    assert.equal(response.status, 422);
    const { error, steps } = await response.json();
    assert.deepEqual(error, { code: "no-ink", message: "the sentence" });
    await checkSteps(steps);
  }, new ImageError("no-ink", "the sentence"));
});

async function checkSteps(answered: { name: string; image: string }[]): Promise<void> {
  assert.deepEqual(answered.map(({ name }) => name), ["grey", "digit"]);
  const sizes = await Promise.all(answered.map(async ({ image }) => {
    const [, base64] = image.match(/^data:image\/png;base64,(.+)$/)!;
    const { width, height } = await decode(Buffer.from(base64, "base64"));
    return [width, height];
  }));
  assert.deepEqual(sizes, [[600, 150], [2, 1]]);
}

const statuses: [ImageErrorCode, number][] = [
  ["not-an-image", 415],
  ["unsupported", 415],
  ["too-large", 413],
  ["damaged", 400],
  ["no-ink", 422],
];
for (const [code, status] of statuses) {
  Deno.test(`the server answers ${status} and the sentence for a picture that is ${code}`, async () => {
    await serving(async (url) => {
      const response = await fetch(`${url}/api/predict`, { method: "POST", body: picture });
      assert.equal(response.status, status);
      assert.deepEqual(await response.json(), { error: { code, message: "the sentence" } });
    }, new ImageError(code, "the sentence"));
  });
}

Deno.test("the server answers 413 for too many bytes, also where their number is not told", async () => {
  await serving(async (url, given) => {
    const known = await fetch(`${url}/api/predict`, { method: "POST", body: new Uint8Array(2000) });
    assert.equal(known.status, 413);
    assert.match((await known.json()).error.message, /too large/);
    const stream = ReadableStream.from([new Uint8Array(600), new Uint8Array(600)]);
    const unknown = await fetch(`${url}/api/predict`, { method: "POST", body: stream });
    assert.equal(unknown.status, 413);
    await unknown.body?.cancel();
    assert.equal(given.length, 0);
  });
});

Deno.test("the server names what is wrong with a request that is none of its own", async () => {
  await serving(async (url) => {
    const nowhere = await fetch(`${url}/api/nothing`);
    assert.equal(nowhere.status, 404);
    assert.match((await nowhere.json()).error.message, /\/api\/nothing/);
    const wrong = await fetch(`${url}/api/predict`);
    assert.equal(wrong.status, 405);
    assert.equal(wrong.headers.get("allow"), "POST");
    await wrong.body?.cancel();
    const form = new FormData();
    form.append("other", "x");
    const empty = await fetch(`${url}/api/predict`, { method: "POST", body: form });
    assert.equal(empty.status, 415);
    assert.match((await empty.json()).error.message, /field `file`/);
  });
});

Deno.test("the server keeps a defect's details to itself", async () => {
  await serving(async (url) => {
    const response = await fetch(`${url}/api/predict`, { method: "POST", body: picture });
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret/);
  }, new Error("a secret path"));
});

Deno.test("GET /health says that the server is up", async () => {
  await serving(async (url) => {
    assert.deepEqual(await (await fetch(`${url}/health`)).json(), { status: "ok" });
  });
});
