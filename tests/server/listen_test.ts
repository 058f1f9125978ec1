/** What the server does with clients that are slow, many or speak no HTTP; times are shorter than as started. */
import assert from "node:assert/strict";
import { listen } from "../../lib/server/listen.ts";
import { rawHttp } from "../../bench/raw_http.ts";
import { until } from "../until.ts";
import { connectTo, detailed, post, serving } from "./serving.ts";

const GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

/** A request whose body does not come, or not all of it. */
const HEAD = "POST /api/predict HTTP/1.1\r\nHost: localhost\r\ncontent-length: 9000\r\n\r\n";

/** Fails unless the server still reads pictures. */
async function assertAlive(url: string): Promise<void> {
  assert.deepEqual(await (await post(url)).json(), detailed.reading);
}

Deno.test("half a header is cut off, and silence too", async () => {
  await serving(async (url) => {
    for (const sent of ["GET / HTTP/1.1\r\nHost: x", ""]) {
      const { closed, text } = await rawHttp(url, sent);
      assert.ok(closed, sent);
      assert.match(text, /^HTTP\/1.1 408 .*"message":"the request did not come in time/s);
    }
    await assertAlive(url);
  }, { listening: { headers: 200 } });
});

Deno.test("half a body is cut off: soon where nothing more comes, in the end where it trickles", async () => {
  await serving(async (url) => {
    const { closed, text } = await rawHttp(url, HEAD + "x".repeat(8000));
    assert.ok(closed);
    assert.match(text, /^HTTP\/1.1 408 .*"the body stopped: nothing came for 0.2 s/s);
    await assertAlive(url);
  }, { limits: { silence: 200 } });
  await serving(async (url) => {
    const connection = await connectTo(url, HEAD);
    const before = performance.now();
    await assert.rejects(async () => {
      while (performance.now() - before < 5_000) {
        await connection.write(new Uint8Array(1));
        await new Promise((resume) => setTimeout(resume, 50));
      }
    });
    connection.close();
    assert.ok(performance.now() - before > 400);
    await assertAlive(url);
  }, { listening: { headers: 300, request: 400 } });
});

Deno.test("a client that goes away in the middle is no defect", async () => {
  const defects: unknown[] = [];
  const codes: (string | undefined)[] = [];
  await serving(async (url) => {
    await rawHttp(url, HEAD + "x".repeat(8000), { patience: 50 });
    await until(() => codes.length > 0);
  }, { onDefect: (error) => defects.push(error), onLog: ({ code }) => codes.push(code) });
  assert.deepEqual(codes, ["gone"]);
  assert.deepEqual(defects, []);
});

Deno.test("a client that does not take its answer is cut off", async () => {
  // More than a connection's buffers hold.
  const app = { fetch: () => new Response(new Uint8Array(50e6)) };
  const server = await listen(app, { host: "127.0.0.1", port: 0, silence: 300 });
  const connection = await connectTo(`http://127.0.0.1:${server.port}`, GET);
  await new Promise((resume) => setTimeout(resume, 1_500));
  let size = 0;
  const buffer = new Uint8Array(2 ** 20);
  try {
    for (let n; (n = await connection.read(buffer)) !== null;) size += n;
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  }
  connection.close();
  await server.close(0);
  assert.ok(size < 50e6, `${size} bytes came`);
});

Deno.test("a client that waits for a long answer is not cut off", async () => {
  await serving(assertAlive, { pause: 800, listening: { silence: 200 } });
});

Deno.test("what is no HTTP, and a garbled Host, get 4xx and a sentence", async () => {
  const hosts = [
    "a b",
    "[::",
    "a:b:c",
    "x:99999999",
    "é",
    "a/b",
    "a@b",
    "",
    "%00",
    "evil.example",
    "1u.0.0.1",
    "127.0...1",
  ];
  const requests = [
    ...hosts.map((host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n" +
    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"y".repeat(100_000)}\r\n\r\n`,
  ];
  const defects: unknown[] = [];
  await serving(async (url) => {
    for (const sent of requests) {
      const { text, closed } = await rawHttp(url, sent);
      assert.ok(closed, sent.slice(0, 60));
      // Who sends too much may be gone before the answer is there.
      if (sent.length < 1000) assert.match(text, /^HTTP\/1.1 4\d\d /, `${sent}\n${text}`);
      assert.doesNotMatch(text, /\.ts|node:| at /);
    }
    await assertAlive(url);
  }, { onDefect: (error) => defects.push(error) });
  assert.deepEqual(defects, []);
});

Deno.test("one address holds no more than its share of connections, all no more than there are", async () => {
  /** Opens 30 connections, and passes where all but so many are cut. */
  const assertHeld = (held: number) => async (url: string) => {
    const connections = await Promise.all(Array.from({ length: 30 }, () => connectTo(url)));
    let cut = 0;
    for (const connection of connections) {
      const count = () => void cut++;
      connection.read(new Uint8Array(1)).then(count, count);
    }
    await until(() => cut >= 30 - held);
    await new Promise((resume) => setTimeout(resume, 100));
    assert.equal(30 - cut, held);
    connections.forEach((connection) => connection.close());
    await until(() => assertAlive(url).then(() => true, () => false));
  };
  const options = { connections: 20, connectionsPerClient: 8 };
  await serving(assertHeld(8), { listening: options });
  await serving(assertHeld(20), { listening: { ...options, connectionsPerClient: 100 } });
  // A proxy's connections are many clients'.
  await serving(assertHeld(20), { listening: { ...options, proxy: "127.0.0.1" } });
});

Deno.test("closing answers what has come, and takes nothing new", async () => {
  let closed = false;
  const arrived = Promise.withResolvers<void>();
  const app = {
    async fetch() {
      arrived.resolve();
      await new Promise((resume) => setTimeout(resume, 300));
      return new Response(`closed: ${closed}`);
    },
  };
  const server = await listen(app, { host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${server.port}/`;
  const asked = fetch(url);
  await arrived.promise;
  const closing = server.close().then(() => closed = true);
  await assert.rejects(fetch(url));
  assert.equal(await (await asked).text(), "closed: false");
  await closing;
});

Deno.test("who has asked nothing does not hold up the closing", async () => {
  const server = await listen({ fetch: () => new Response() }, { host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${server.port}`;
  const used = await connectTo(url, GET);
  assert.ok(await used.read(new Uint8Array(1000)));
  const silent = await connectTo(url);
  const half = await connectTo(url, "GET / HTTP/1.1\r\nHo");
  await new Promise((resume) => setTimeout(resume, 100));
  const before = performance.now();
  await server.close();
  assert.ok(performance.now() - before < 5_000);
  [used, silent, half].forEach((connection) => connection.close());
});

Deno.test("an address that cannot be listened on is named", async () => {
  const app = { fetch: () => new Response() };
  const server = await listen(app, { host: "127.0.0.1", port: 0 });
  const again = { host: "127.0.0.1", port: server.port };
  await assert.rejects(listen(app, again), { name: "UserError", message: /port \d+ is taken/ });
  const elsewhere = { host: "192.0.2.1", port: 0 };
  await assert.rejects(listen(app, elsewhere), {
    name: "UserError",
    message: /no address of this/,
  });
  const name = { host: "example.org", port: 0 };
  await assert.rejects(listen(app, name), { name: "UserError", message: /is no address: --host/ });
  await server.close();
});
