/** The page and the API, over real HTTP on this machine. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { z } from "@hono/zod-openapi";
import { ImageError, type ImageErrorCode } from "../../lib/base/errors.ts";
import { decode } from "../../lib/image/decode.ts";
import { readPageFiles } from "../../lib/server/read_page_files.ts";
import { Refusal } from "../../lib/server/refusal.ts";
import {
  Failure,
  Health,
  ModelMetadata,
  Reading,
  ServerMetadata,
} from "../../lib/server/schemas.ts";
import { detailed, picture, post, serving } from "./serving.ts";

Deno.test("the server gives the page and all that it refers to, and lets nothing else in", async () => {
  await serving(async (url) => {
    const response = await fetch(url);
    const html = await response.text();
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type")!, /text\/html/);
    const policy = response.headers.get("content-security-policy")!;
    assert.match(policy, /default-src 'none'/);
    // WebAssembly may be compiled, and nothing else becomes code that the server does not give.
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
    assert.doesNotMatch(policy, /'unsafe-|\*|https?:/);
    const style = await (await fetch(`${url}/page.css`)).text();
    assert.ok(html.length + style.length < 40_000, "too much before anything is shown");
    const seen = new Set([...html.matchAll(/(?:href|src)="([^":,]+)"/g)].map(([, path]) => path));
    const languages: string[] = [];
    for (const path of seen) {
      /** Adds what a file names, as it stands to the file. */
      const add = (name: string) => seen.add(new URL(name, `${url}/${path}`).pathname.slice(1));
      const part = await fetch(`${url}/${path}`);
      assert.equal(part.status, 200, path);
      const text = await part.text();
      if (!path.endsWith(".js")) continue;
      assert.match(part.headers.get("content-type")!, /javascript/);
      for (const [, name] of text.matchAll(/(?:from |import\()"(\.\.?\/[^"]+\.js)"/g)) add(name);
      // What reads on the device, what teaches, what these load, and what keeps the page.
      for (const [, name] of text.matchAll(/(?:new Worker|\.register)\("([^"]+)"\)/g)) add(name);
      for (const [, name] of text.matchAll(/new URL\("([^"]+)", import\.meta\.url\)/g)) {
        // A folder is one of texts.
        if (name.endsWith("/")) languages.forEach((language) => add(`${name}${language}.js`));
        else add(name);
      }
      if (path === "worker.js") {
        for (const [name] of text.matchAll(/tfjs-backend-wasm-simd\.wasm/g)) add(name);
      }
      // The page's texts are asked for by the language that is spoken.
      if (path === "say.js") {
        languages.push(...[...text.matchAll(/^ {2}(\w\w): "/gm)].map(([, name]) => name));
      }
      if (text.includes("import(`./texts/${")) {
        for (const name of languages) add(`texts/${name}.js`);
      }
    }
    // All that is served is needed, and all that lies in the folder is served.
    const served = Array.from(readPageFiles().keys(), (path) => path.slice(1) || "page.html");
    const folder = filesIn(new URL("../../lib/server/page/", import.meta.url));
    assert.deepEqual(served.toSorted(), folder.sort());
    assert.deepEqual(served.toSorted(), [...seen, "page.html"].sort());
    assert.doesNotMatch(html, /https?:\/\/(?!HOST)/);
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
    const plain = await post(url);
    assert.deepEqual(await plain.json(), detailed.reading);
    const form = new FormData();
    form.append("file", new Blob([picture]), "a.png");
    const posted = await post(url, form, "?single=1");
    assert.deepEqual(await posted.json(), detailed.reading);
    assert.deepEqual(given.map(({ bytes }) => [...bytes]), [[1, 2, 3], [1, 2, 3]]);
    assert.deepEqual(given.map(({ options }) => options?.single), [false, true]);
  });
});

Deno.test("no picture of a form is passed over: text in its place, or one beside others, is refused", async () => {
  await serving(async (url, given) => {
    const ask = async (...fields: [string, string | Blob][]) => {
      const form = new FormData();
      for (const [name, value] of fields) form.append(name, value as Blob);
      const response = await post(url, form);
      return [response.status, (await response.json()).error.message];
    };
    const file = new Blob([picture]);
    const how = "send a picture as field `file`, or many as fields `files`";
    assert.deepEqual(await ask(["files", file], ["files", "b.png"]), [
      415,
      `field \`files\` has no file name, so it is text: ${how}`,
    ]);
    assert.deepEqual(await ask(["file", file], ["file", file]), [
      400,
      `the form has 2 of field \`file\`, 0 of \`files\`: ${how}`,
    ]);
    assert.equal((await ask(["file", file], ["files", file]))[0], 400);
    assert.equal(given.length, 0);
  });
});

Deno.test("POST /api/predict takes a flag on or off, and refuses what is neither, or none", async () => {
  await serving(async (url, given) => {
    const ask = async (query: string) => {
      const response = await post(url, picture, `?${query}`);
      return { status: response.status, message: (await response.json()).error?.message };
    };
    for (const query of ["single=1", "single=true", "single=0", "single=false"]) {
      assert.equal((await ask(query)).status, 200, query);
    }
    assert.deepEqual(given.map(({ options }) => options?.single), [true, true, false, false]);
    assert.deepEqual(await ask("single=yes"), {
      status: 400,
      message: "single: takes 1 or true, 0 or false",
    });
    assert.deepEqual(await ask("sinlge=1"), {
      status: 400,
      message: "there is no sinlge: single, inputs and steps can be asked for",
    });
    assert.deepEqual(await ask("single=1&single=0"), {
      status: 400,
      message: "single: it is asked for more than once",
    });
    assert.equal(given.length, 4);
  });
});

Deno.test("POST /api/predict?inputs=1 adds what the network saw", async () => {
  await serving(async (url) => {
    const response = await post(url, picture, "?inputs=1");
    const { inputs, frames, width, height, text } = await response.json();
    assert.deepEqual({ width, height, text }, { width: 20, height: 10, text: "7" });
    assert.match(inputs[0], /^data:image\/png;base64,iVBOR/);
    assert.deepEqual(frames, [{ x: 0.5, y: 2, width: 4, height: 4.5 }]);
  });
});

Deno.test("POST /api/predict?steps=1 adds what each step saw, small enough for a page", async () => {
  await serving(async (url, given) => {
    const response = await post(url, picture, "?steps=1");
    const { steps, ...reading } = await response.json();
    assert.deepEqual(reading, detailed.reading);
    await checkSteps(steps);
    const plain = await post(url);
    assert.deepEqual(await plain.json(), detailed.reading);
    assert.equal(given[1].options?.onStep, undefined);
  });
});

Deno.test("POST /api/predict?steps=1 shows the steps of a picture in which nothing was read", async () => {
  await serving(async (url) => {
    const response = await post(url, picture, "?steps=1");
    assert.equal(response.status, 422);
    const { error, steps } = await response.json();
    assert.deepEqual(error, { code: "no-ink", message: "the sentence" });
    await checkSteps(steps);
  }, { trouble: new ImageError("no-ink", "the sentence") });
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
      const response = await post(url);
      assert.equal(response.status, status);
      assert.deepEqual(await response.json(), { error: { code, message: "the sentence" } });
    }, { trouble: new ImageError(code, "the sentence") });
  });
}

Deno.test("the server answers 413 for too many bytes, also where their number is not told", async () => {
  await serving(async (url, given) => {
    const known = await post(url, new Uint8Array(20_000));
    assert.equal(known.status, 413);
    assert.match((await known.json()).error.message, /too large/);
    const stream = ReadableStream.from([new Uint8Array(6000), new Uint8Array(6000)]);
    const unknown = await post(url, stream);
    assert.equal(unknown.status, 413);
    await unknown.body?.cancel();
    assert.equal(given.length, 0);
  });
});

Deno.test("a body that is compressed is named as such, and not taken for a damaged one", async () => {
  await serving(async (url, given) => {
    const ask = async (path: string, encoding: string) => {
      const headers = { "content-encoding": encoding };
      const response = await fetch(url + path, { method: "POST", body: picture, headers });
      return [response.status, (await response.json()).error];
    };
    const message = "content-encoding gzip: bodies are not unpacked here; send it as it is";
    assert.deepEqual(await ask("/api/predict", "gzip"), [415, { code: "unsupported", message }]);
    assert.deepEqual(await ask("/v2/models/digits/infer", "gzip"), [415, message]);
    assert.equal((await ask("/api/predict", "identity"))[0], 200);
    assert.equal(given.length, 1);
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
    const empty = await post(url, form);
    assert.equal(empty.status, 415);
    assert.match((await empty.json()).error.message, /field `file`/);
  });
});

Deno.test("the server keeps a defect's details to itself", async () => {
  await serving(async (url) => {
    const response = await post(url);
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret/);
  }, { trouble: new Error("a secret path") });
});

Deno.test("POST /api/predict reads many pictures at once, and says which could not be read", async () => {
  await serving(async (url, given) => {
    const form = new FormData();
    for (const byte of [1, 2]) form.append("files", new Blob([new Uint8Array([byte])]), `${byte}`);
    const response = await post(url, form, "?single=1");
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), {
      pictures: [{ name: "1", ...detailed.reading }, { name: "2", ...detailed.reading }],
    });
    assert.deepEqual(given.map(({ bytes }) => [...bytes]), [[1], [2]]);
    form.append("files", new Blob([picture]), "3");
    const tooMany = await post(url, form);
    assert.equal(tooMany.status, 413);
    assert.match((await tooMany.json()).error.message, /at most 2 are taken/);
  }, { limits: { pictures: 2 } });
  await serving(async (url) => {
    const form = new FormData();
    form.append("files", new Blob([picture]), "a.png");
    const response = await post(url, form);
    const error = { code: "no-ink", message: "the sentence" };
    assert.deepEqual(await response.json(), { pictures: [{ name: "a.png", error }] });
  }, { trouble: new ImageError("no-ink", "the sentence") });
});

Deno.test("a picture of many that breaks its reader costs the others nothing", async () => {
  const trouble = new Refusal(422, "unreadable", "the sentence");
  await serving(async (url) => {
    const form = new FormData();
    for (const name of ["a", "b"]) form.append("files", new Blob([picture]), name);
    const response = await post(url, form);
    const error = { code: "unreadable", message: "the sentence" };
    assert.deepEqual([response.status, await response.json()], [200, {
      pictures: [{ name: "a", error }, { name: "b", error }],
    }]);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    assert.match(metrics, /^digits_refusals_total\{code="unreadable"\} 2$/m);
  }, { trouble });
});

Deno.test("a form's fields are counted before they are read, and its type is a name in any case", async () => {
  const field = (name: string) =>
    `--a\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\nx\r\n`;
  await serving(async (url, given) => {
    const post = async (body: string, type = "multipart/form-data; boundary=a") => {
      const headers = { "content-type": type };
      const response = await fetch(`${url}/api/predict`, { method: "POST", body, headers });
      const { error } = await response.json();
      return error?.code ?? response.status;
    };
    assert.equal(await post(`${field("other").repeat(100)}${field("file")}--a--\r\n`), "too-large");
    assert.equal(await post(`${field("other").repeat(10)}${field("file")}--a--\r\n`), 200);
    assert.equal(await post(`${field("file")}--a--`, 'Multipart/Form-Data; Boundary="a"'), 200);
    assert.equal(await post(field("file"), "multipart/form-data"), "not-an-image");
    assert.deepEqual(given.map(({ bytes }) => [...bytes]), [[120], [120]]);
  }, { limits: { pictures: 2 } });
});

Deno.test("GET /openapi.json describes every route, as its answers are", async () => {
  await serving(async (url) => {
    const document = await (await fetch(`${url}/openapi.json`)).json();
    assert.equal(document.openapi, "3.1.0");
    const paths = ["/api/predict", "/metrics", "/health/live", "/health/ready", "/v2"];
    for (const path of paths) assert.ok(document.paths[path], path);
    assert.deepEqual(document.components.schemas.Reading.required, ["text", "digits"]);
    // Nothing is answered that the schemas do not name.
    const answers: [string, z.ZodType, RequestInit?][] = [
      ["/api/predict?inputs=1&steps=1", Reading, { method: "POST", body: picture }],
      ["/health/ready", Health],
      ["/v2", ServerMetadata],
      ["/v2/models/digits", ModelMetadata],
      ["/nothing", Failure],
    ];
    for (const [path, schema, init] of answers) {
      const answer = await (await fetch(`${url}${path}`, init)).json();
      assert.deepEqual(schema.parse(answer), answer, path);
    }
    // Every reference leads somewhere.
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      assert.ok(document.components.schemas[name], name);
    }
  });
});

Deno.test("GET /metrics counts requests, pictures, refusals and the seconds of each step", async () => {
  await serving(async (url) => {
    for (const body of [picture, new Uint8Array(20_000)]) {
      const response = await post(url, body);
      await response.body?.cancel();
    }
    const text = await (await fetch(`${url}/metrics`)).text();
    for (
      const line of [
        'digits_requests_total{route="/api/predict",status="200"} 1',
        'digits_requests_total{route="/api/predict",status="413"} 1',
        'digits_refusals_total{code="too-large"} 1',
        "digits_pictures_total 1",
        'digits_step_seconds_count{step="wait"} 1',
        'digits_step_seconds_count{step="read"} 1',
        "digits_waiting 0",
      ]
    ) {
      assert.ok(text.split("\n").includes(line), `${line}\n${text}`);
    }
    assert.match(text, /^process_resident_memory_bytes [1-9]/m);
  });
});

Deno.test("GET /health/ready reads a picture, and says so when that fails; others say that the server is up", async () => {
  await serving(async (url, given) => {
    const ready = await fetch(`${url}/health/ready`);
    assert.deepEqual([ready.status, await ready.json()], [200, { status: "ok" }]);
    assert.equal(given.length, 1);
  });
  await serving(async (url) => {
    for (const path of ["/health", "/health/live"]) {
      const live = await fetch(url + path);
      assert.deepEqual([live.status, await live.json()], [200, { status: "ok" }]);
    }
    const ready = await fetch(`${url}/health/ready`);
    assert.deepEqual([ready.status, await ready.json()], [503, { status: "not ready" }]);
  }, { trouble: new Error("the engine is gone") });
});
