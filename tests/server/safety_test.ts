/** Who is let in, how much at a time, and what is kept to the server. */
import assert from "node:assert/strict";
import { rawHttp } from "../../bench/raw_http.ts";
import { ModelError } from "../../lib/base/errors.ts";
import { createReader } from "../../lib/server/create_reader.ts";
import { createProbe } from "../../lib/server/health_routes.ts";
import { createHeldBytes } from "../../lib/server/held_bytes.ts";
import { formatDefect, formatLog, type LogEntry } from "../../lib/server/log.ts";
import { readPageFiles } from "../../lib/server/read_page_files.ts";
import { readToken } from "../../lib/server/read_token.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { until } from "../until.ts";
import { card, connectTo, detailed, picture, post, readerOf, serving } from "./serving.ts";

/** Posts a picture with headers that fetch would not let a program set. */
async function postWith(url: string, headers: Record<string, string>): Promise<string> {
  const lines = Object.entries({ "content-length": "3", connection: "close", ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const { text } = await rawHttp(url, `POST /api/predict HTTP/1.1\r\n${lines}\r\nabc`);
  return text;
}

Deno.test("a name that the server does not have is refused, its addresses and names are not", async () => {
  await serving(async (url) => {
    for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example"]) {
      const text = await postWith(url, { host });
      assert.match(text, /^HTTP\/1.1 421 .*"wrong-host".*--name/s, host);
    }
    for (
      const host of ["127.0.0.1", "localhost:8000", "[::1]", "192.168.0.7:80", "Digits.Example"]
    ) {
      assert.match(await postWith(url, { host }), /^HTTP\/1.1 200 /, host);
    }
  }, { names: ["digits.example"] });
});

Deno.test("pages of other sites may not ask, the server's own and programs may", async () => {
  await serving(async (url, given) => {
    const { host } = new URL(url);
    const others: Record<string, string>[] = [
      { origin: "http://evil.example" },
      { origin: "null" },
      { origin: `http://${host}.evil.example` },
      { origin: "http://127.0.0.1:1" },
      { origin: "http://localhost:1" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: `http://${host}` },
    ];
    for (const headers of others) {
      assert.match(await postWith(url, { host, ...headers }), /^HTTP\/1.1 403 .*"cross-site"/s);
    }
    assert.equal(given.length, 0);
    const own: Record<string, string>[] = [
      {},
      { origin: `http://${host}` },
      { origin: `http://${host}`, "sec-fetch-site": "same-origin" },
      { origin: "https://digits.example" },
    ];
    for (const headers of own) {
      assert.match(await postWith(url, { host, ...headers }), /^HTTP\/1.1 200 /);
    }
    // No other site is told that it may read answers.
    const { headers } = await fetch(url, { headers: { origin: "http://evil.example" } });
    assert.equal(headers.get("access-control-allow-origin"), null);
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
  }, { names: ["Digits.example"] });
});

Deno.test("with a token, only who shows it is served; the page and the probes are open", async () => {
  const token = "0123456789abcdef";
  const log: LogEntry[] = [];
  await serving(async (url, given) => {
    const ask = async (path: string, authorization?: string) => {
      const headers = authorization ? { authorization } : undefined;
      const method = path.startsWith("/api") ? "POST" : "GET";
      const response = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(method === "POST" ? { body: picture } : {}),
      });
      return { status: response.status, text: await response.text(), headers: response.headers };
    };
    for (const path of ["/api/predict", "/metrics", "/v2/models/digits", "/v2"]) {
      for (const wrong of [undefined, "Bearer 0123456789abcdeg", `Basic ${token}`, "Bearer é"]) {
        const { status, text, headers } = await ask(path, wrong && encodeURI(wrong));
        assert.equal(status, 401, `${path} ${wrong} ${text}`);
        assert.match(text, /Authorization: Bearer TOKEN/);
        assert.match(headers.get("www-authenticate")!, /^Bearer/);
      }
      assert.equal((await ask(path, `Bearer ${token}`)).status, 200, path);
    }
    assert.equal(given.length, 1);
    const probes = ["/health/live", "/health/ready", "/v2/health/live", "/v2/health/ready"];
    for (const path of ["/", ...probes]) assert.equal((await ask(path)).status, 200, path);
    const { text } = await ask("/openapi.json");
    const { paths, security, components: { securitySchemes } } = JSON.parse(text);
    assert.deepEqual(securitySchemes[Object.keys(security[0])[0]], {
      type: "http",
      scheme: "bearer",
    });
    assert.deepEqual(paths["/health/ready"].get.security, []);
    assert.ok(paths["/metrics"].get.responses[401]);
  }, { token, onLog: (entry) => log.push(entry) });
  assert.equal(log.length, 26);
  assert.doesNotMatch(log.map(formatLog).join("\n"), /Bearer|0123456789abcdef/);
});

Deno.test("a token comes from a file or the environment, and is not one that is guessed", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = `${folder}/token`;
    await Deno.writeTextFile(file, "0123456789abcdef\n");
    assert.equal(await readToken({ file, variable: "other" }), "0123456789abcdef");
    await assert.rejects(readToken({ file: `${folder}/none` }), { name: "UserError" });
  });
  assert.equal(await readToken({ variable: "fedcba9876543210" }), "fedcba9876543210");
  assert.equal(await readToken({}), undefined);
  const wrong = { name: "UserError", message: /no good: it takes at least 16/ };
  for (const variable of ["", "short", "with spaces in the middle", "0123456789abcde\u00e9"]) {
    await assert.rejects(readToken({ variable }), wrong);
  }
});

Deno.test("past its capacity the server says 503 at once, when to come back, and reads the rest", async () => {
  await serving(async (url) => {
    const order: number[] = [];
    const answers = await Promise.all(Array.from({ length: 8 }, async () => {
      const response = await post(url);
      const { status, headers } = response;
      order.push(status);
      const { error } = await response.json();
      return { status, error, retry: headers.get("retry-after") };
    }));
    const refused = answers.filter(({ status }) => status === 503);
    // At once: before anything is read.
    assert.deepEqual(order, [503, 503, 503, 200, 200, 200, 200, 200]);
    for (const { error, retry } of refused) {
      assert.equal(error.code, "busy");
      assert.match(error.message, /2 pictures are in hand and 3 wait/);
      assert.equal(retry, "1");
    }
  }, { pause: 500, limits: { running: 2, waiting: 3 } });
});

Deno.test({
  name: "a client with many questions does not keep another from its one",
  // Other systems have no second address on loopback.
  ignore: Deno.build.os !== "linux",
  fn: () =>
    serving(async (url) => {
      const postBy = (client?: Deno.HttpClient) =>
        fetch(`${url}/api/predict`, { method: "POST", body: picture, client });
      let read = 0;
      const many = Promise.all(Array.from({ length: 10 }, async () => {
        const response = await postBy();
        read += Number(response.status === 200);
        await response.body?.cancel();
        return response.status;
      }));
      await until(async () => await waitingAt(url) === 9);
      using other = Deno.createHttpClient({ localAddress: "127.0.0.2" });
      assert.deepEqual(await (await postBy(other)).json(), detailed.reading);
      // It waits for the one that is being read and at most one more, not for nine.
      assert.ok(read < 5, `${read} were read before it`);
      const statuses = await many;
      assert.equal(statuses.filter((status) => status === 429).length, 1);
      assert.equal(statuses.filter((status) => status === 200).length, 9);
    }, { pause: 300, limits: { running: 1, waiting: 9 } }),
});

/** A number that the server tells of itself. */
async function metricAt(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(text.match(new RegExp(`^${name} (\\S+)`, "m"))?.[1]);
}

/** How many requests wait for their turn. */
const waitingAt = (url: string) => metricAt(url, "digits_waiting");

/** Bytes of bodies and answers that the server holds. */
const heldAt = (url: string) => metricAt(url, "digits_held_bytes");

Deno.test("what all clients send is held up to a bound, and one holds half of it at most", () => {
  const held = createHeldBytes(100);
  {
    using a = held.open("a");
    using a2 = held.open("a");
    a.take(30);
    assert.throws(() => a2.take(21), { status: 429 });
    a2.take(20);
    using b = held.open("b");
    b.take(40);
    using c = held.open("c");
    assert.throws(() => c.check(11), { status: 503 });
    c.take(10);
    assert.equal(held.total, 100);
  }
  assert.equal(held.total, 0);
});

Deno.test("clients that send much and fall silent are refused past the bound, and forgotten", async () => {
  const head = "POST /api/predict HTTP/1.1\r\nHost: localhost\r\ncontent-length: 9000\r\n\r\n";
  await serving(async (url) => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => rawHttp(url, head + "x".repeat(8000))),
    );
    const count = (status: number) =>
      answers.filter(({ text }) => text.startsWith(`HTTP/1.1 ${status} `)).length;
    assert.deepEqual([count(408), count(429)], [2, 8]);
    assert.match(answers.find(({ text }) => text.includes(" 429 "))!.text, /retry-after: 1/i);
    await until(async () => await heldAt(url) === 0);
  }, { limits: { heldBytes: 36_000, silence: 300 } });
});

Deno.test("answers that are not taken count as held, until their clients are cut off", async () => {
  const reading = { ...detailed.reading, text: "7".repeat(10e6) };
  const json = new TextEncoder().encode(JSON.stringify(reading));
  const reader = readerOf({ read: () => Promise.resolve({ status: 200, json }) });
  await serving(async (url) => {
    const ask = "POST /api/predict HTTP/1.1\r\nHost: localhost\r\ncontent-length: 3\r\n\r\nabc";
    const deaf = await Promise.all([1, 2].map(() => connectTo(url, ask)));
    await until(async () => await heldAt(url) >= 20e6);
    const third = await post(url);
    assert.equal(third.status, 429);
    await third.body?.cancel();
    await until(async () => await heldAt(url) === 0);
    deaf.forEach((connection) => connection.close());
  }, { reader, limits: { heldBytes: 50e6 }, listening: { silence: 2_000 } });
});

Deno.test("a model's server that fails is 502 for callers, one clear line for the log", async () => {
  const lines: string[] = [];
  const trouble = new ModelError("http://engine.example: its answer is no JSON object");
  await serving(async (url) => {
    const response = await post(url);
    assert.equal(response.status, 502);
    const { error } = await response.json();
    assert.equal(error.code, "engine");
    assert.doesNotMatch(error.message, /engine\.example/);
  }, { trouble, onDefect: (error) => lines.push(formatDefect(error)) });
  assert.equal(lines.length, 1);
  assert.equal(JSON.parse(lines[0]).error, trouble.message);
});

Deno.test("a model's server that is slow again and again is given up on as a whole", async () => {
  const slow = {
    card,
    engine: { predict: () => new Promise<never>(() => {}), close: () => Promise.resolve() },
    readDetailed: () => new Promise<never>(() => {}),
  };
  const troubles: Error[] = [];
  const onTrouble = (error: Error) => troubles.push(error);
  const reader = createReader(slow, { patience: 50, onTrouble });
  const wishes = { single: false, inputs: false, steps: false };
  await assert.rejects(reader.read(picture, wishes), { status: 502, code: "engine" });
  assert.match(troubles[0].message, /the model's server took too long/);
});

Deno.test("the probe asks a reader that hangs once, and others wait for none of them", async () => {
  let asked = 0;
  const reading = Promise.withResolvers<never>();
  const reader = readerOf({
    read: () => {
      asked++;
      return reading.promise;
    },
  });
  const defects: Error[] = [];
  const isReady = createProbe({ reader }, (error) => defects.push(error as Error), {
    patience: 20,
    fresh: 0,
  });
  const goOn = () => new Promise((resume) => setTimeout(resume, 5));
  for (let i = 0; i < 5; i++) {
    assert.equal(await isReady(), false);
    await goOn();
  }
  assert.equal(asked, 1);
  assert.match(defects[4].message, /not read within 0.02 s/);
  reading.reject(new Error("it was ended"));
  await goOn();
  assert.equal(await isReady(), false);
  assert.equal(asked, 2);
});

Deno.test("clients behind a proxy take turns as themselves, and nobody else makes up a name", async () => {
  const log: LogEntry[] = [];
  const ask = async (options: Parameters<typeof serving>[1]) => {
    await serving(async (url) => {
      const headers = { "x-forwarded-for": "192.0.2.9, 192.0.2.7" };
      await (await fetch(`${url}/health`, { headers })).body?.cancel();
    }, { ...options, onLog: (entry) => log.push(entry) });
  };
  await ask({ proxy: "127.0.0.1" });
  await ask({ proxy: "127.0.0.2" });
  await ask({});
  assert.deepEqual(log.map(({ client }) => client), ["192.0.2.7", "127.0.0.1", "127.0.0.1"]);
});

Deno.test("a page that is missing is named before anybody asks for it", async () => {
  await inTemporaryFolder((folder) => {
    assert.throws(() => readPageFiles(new URL(`file://${folder}/`)), {
      name: "UserError",
      message: /cannot be read: page\.html is missing/,
    });
    return Promise.resolve();
  });
});
