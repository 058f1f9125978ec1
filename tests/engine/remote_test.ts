/** The remote engine against a server of the protocol that runs the shipped model. */
import assert from "node:assert/strict";
import { take, toFloats } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { ServerDown } from "../../lib/base/errors.ts";
import { openEngine } from "../../lib/engine/open_engine.ts";
import { openRemote } from "../../lib/engine/remote.ts";
import { freePort } from "../../tools/start_program.ts";

const { engine: local, card } = await openEngine({ model: "models/digits" });
const { width, height } = card.input;
const digits = toFloats(take(await loadMnist("test"), 150));
const expected = await local.predict(digits, 150);

/** Fails unless these are the probabilities of the engine in this process, but for the batches' sizes. */
function assertSame(probabilities: Float32Array): void {
  assert.equal(probabilities.length, expected.length);
  probabilities.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-6));
}

interface ServerOptions {
  /** Whether it takes and gives numbers as bytes. */
  readonly binary?: boolean;
  /** What it answers when it is asked of itself. */
  readonly about?: () => Response;
  /** What it answers in place of probabilities; null lets it do its work. */
  readonly infer?: () => Response | Promise<Response> | null;
  /** Outputs that it says its model has. */
  readonly classes?: number;
  /** What it says of its model in place of the truth. */
  readonly metadata?: unknown;
  /** A free one where left out. */
  readonly port?: number;
}

/** A server on a free port of this machine, for as long as `use` runs. */
async function serving(
  options: ServerOptions,
  use: (url: string, batches: number[]) => Promise<void>,
): Promise<void> {
  const { binary = true, infer, classes = card.classes.length, metadata, port = 0 } = options;
  const about = options.about ?? (() =>
    Response.json({
      name: "test",
      version: "1",
      extensions: ["classification", ...binary ? ["binary_tensor_data"] : []],
    }));
  const batches: number[] = [];
  const routes: Record<string, (request: Request) => Response | Promise<Response>> = {
    "/v2": about,
    "/v2/models/m": () =>
      Response.json(
        metadata !== undefined ? metadata : {
          name: "m",
          inputs: [{ name: "image", datatype: "FP32", shape: [-1, height, width, 1] }],
          outputs: [{ name: "probabilities", datatype: "FP32", shape: [-1, classes] }],
        },
      ),
    "/v2/models/m/infer": async (request) => {
      const special = await infer?.();
      if (special) return special;
      const { input, images } = parse(await request.bytes(), request.headers, binary);
      assert.equal(input.datatype, "FP32");
      assert.deepEqual(input.shape.slice(1), [height, width, 1]);
      batches.push(input.shape[0]);
      return respond(await local.predict(images, input.shape[0]), input.shape[0], binary);
    },
  };
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port,
    onListen() {},
    onError: (error) => new Response(String(error), { status: 500 }),
  }, (request) => {
    const route = routes[new URL(request.url).pathname];
    return route ? route(request) : new Response("no such model", { status: 404 });
  });
  try {
    await use(`http://127.0.0.1:${server.addr.port}/v2/models/m`, batches);
  } finally {
    await server.shutdown();
  }
}

function parse(bytes: Uint8Array, headers: Headers, binary: boolean) {
  const length = headers.get("inference-header-content-length");
  assert.equal(length !== null, binary, "a server gets the form that it said it takes");
  const json = bytes.subarray(0, length === null ? bytes.length : Number(length));
  const { inputs: [input] } = JSON.parse(new TextDecoder().decode(json));
  if (!binary) return { input, images: Float32Array.from(input.data) };
  assert.equal(input.parameters.binary_data_size, bytes.length - json.length);
  return { input, images: new Float32Array(bytes.slice(json.length).buffer) };
}

function respond(rows: Float32Array, count: number, binary: boolean): Response {
  const output = { name: "probabilities", datatype: "FP32", shape: [count, rows.length / count] };
  if (!binary) return Response.json({ outputs: [{ ...output, data: [...rows] }] });
  const header = new TextEncoder().encode(JSON.stringify({
    outputs: [
      { name: "other", datatype: "UINT8", shape: [1], parameters: { binary_data_size: 1 } },
      { ...output, parameters: { binary_data_size: rows.byteLength } },
    ],
  }));
  const other = Uint8Array.of(7);
  return new Response(new Blob([header, other, rows as Float32Array<ArrayBuffer>]), {
    headers: { "inference-header-content-length": String(header.length) },
  });
}

for (const [form, binary] of [["bytes", true], ["JSON", false]] as const) {
  Deno.test(`openRemote() answers as the engine in this process does, over ${form}`, async () => {
    await serving({ binary }, async (url, batches) => {
      const engine = await openRemote(url, card);
      assertSame(await engine.predict(digits, 150));
      assert.deepEqual(batches, [64, 64, 22]);
      await engine.close();
    });
  });
}

Deno.test("openRemote() takes a server that says nothing of itself, over JSON", async () => {
  const about = () => new Response("no such route", { status: 404 });
  await serving({ binary: false, about }, async (url) => {
    assertSame(await (await openRemote(url, card)).predict(digits, 150));
  });
});

Deno.test("openRemote() does not take a server that fails for one that knows JSON alone", async () => {
  const about = () => new Response("out of memory", { status: 500 });
  await serving({ about }, async (url) => {
    await assert.rejects(() => openRemote(url, card), { name: "ModelError", message: /v2: .*500/ });
  });
});

Deno.test("openEngine() takes the server that it is given", async () => {
  await serving({}, async (url, batches) => {
    const { engine } = await openEngine({ model: "models/digits", engine: url });
    await engine.predict(digits.subarray(0, width * height), 1);
    assert.deepEqual(batches, [1]);
    await engine.close();
  });
});

Deno.test("openRemote() tries again while the server is on its way up", async () => {
  let busy = 2;
  const infer = () => busy-- > 0 ? new Response("starting", { status: 503 }) : null;
  await serving({ infer }, async (url) => {
    const engine = await openRemote(url, card);
    assertSame(await engine.predict(digits, 150));
  });
});

/** What an answer says of its probabilities of so many pictures. */
const output = (count: number) => (
  { name: "probabilities", datatype: "FP32", shape: [count, card.classes.length] }
);

const failures: [string, () => Response | Promise<Response>, RegExp][] = [
  ["fails", () => new Response("out of memory", { status: 500 }), /500: out of memory/],
  ["answers with a page", () => new Response("<html>"), /no JSON/],
  ["answers with too few numbers", () => respond(expected.slice(0, 10), 1, true), /640 .* 10 came/],
  ["breaks off", () => {
    const outputs = [{ ...output(64), parameters: { binary_data_size: 2560 } }];
    const header = JSON.stringify({ outputs });
    return new Response(header, {
      headers: { "inference-header-content-length": String(header.length) },
    });
  }, /cut short/],
  ["answers with null", () => Response.json(null), /no JSON object/],
  ["answers with logits", () => {
    const logits = Float32Array.from({ length: 640 }, (_, i) => i % 10 - 4);
    return respond(logits, 64, true);
  }, /no probabilities.*softmax/],
  ["answers with numbers that are none", () => {
    const data = [...expected.subarray(0, 639), null];
    return Response.json({ outputs: [{ ...output(64), data }] });
  }, /no probabilities/],
  ["answers in other rows", () => {
    const data = [...expected.subarray(0, 640)];
    return Response.json({ outputs: [{ ...output(64), shape: [10, 64], data }] });
  }, /640 probabilities were due, as 64 x 10, 640 came, as 10 x 64/],
  ["answers without end", () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(2 ** 20));
      },
    });
    return new Response(body);
  }, /more than 16 MiB came/],
  ["answers something else", () => Response.json({ outputs: [] }), /holds no "probabilities"/],
];
for (const [what, infer, message] of failures) {
  Deno.test(`openRemote() names the server and the reason when it ${what}`, async () => {
    await serving({ infer }, async (url) => {
      const engine = await openRemote(url, card);
      await assert.rejects(() => engine.predict(digits, 150), (error: Error) => {
        assert.equal(error.name, "ModelError");
        assert.match(error.message, message);
        return error.message.includes(url);
      });
    });
  });
}

Deno.test("openRemote() gives up on a server that does not answer", async () => {
  const stalled = Promise.withResolvers<Response>();
  await serving({ infer: () => stalled.promise }, async (url) => {
    const engine = await openRemote(url, card, { timeout: 300 });
    await assert.rejects(() => engine.predict(digits, 150), {
      name: "ModelError",
      message: /no answer within 300 ms/,
    });
    stalled.resolve(new Response());
  });
});

Deno.test("openRemote() counts the time of all tries together", async () => {
  const infer = async () => {
    await new Promise((resume) => setTimeout(resume, 200));
    return new Response("starting", { status: 503 });
  };
  await serving({ infer }, async (url) => {
    const engine = await openRemote(url, card, { timeout: 500 });
    await assert.rejects(() => engine.predict(digits, 150), { message: /no answer within 500 ms/ });
  });
});

Deno.test("openRemote() leaves a server alone that fails again and again, and comes back to it", async () => {
  let [asked, broken] = [0, true];
  const infer = () => {
    asked++;
    return broken ? new Response("out of memory", { status: 500 }) : null;
  };
  await serving({ infer }, async (url) => {
    const engine = await openRemote(url, card, { failures: 3, pause: 200 });
    const ask = () => engine.predict(digits.subarray(0, width * height), 1);
    for (let i = 0; i < 3; i++) await assert.rejects(ask, { name: "ModelError", message: /500/ });
    assert.equal(asked, 3);
    await assert.rejects(ask, (error: Error) => {
      assert.ok(error instanceof ServerDown);
      assert.equal(error.seconds, 1);
      assert.match(
        error.message,
        /not asked, .* last 3 requests failed \(status 500: out of memory\)/,
      );
      return error.message.startsWith(url);
    });
    assert.equal(asked, 3);
    await new Promise((resume) => setTimeout(resume, 250));
    await assert.rejects(ask, { name: "ModelError", message: /500/ });
    await assert.rejects(ask, { name: "ServerDown" });
    broken = false;
    await new Promise((resume) => setTimeout(resume, 250));
    const answers = await Promise.all([ask(), ask().catch(({ name }) => name)]);
    // The second came while the first was trying.
    assert.equal(answers[1], "ServerDown");
    assert.equal(answers[0].length, card.classes.length);
    assertSame(await engine.predict(digits, 150));
  });
});

Deno.test("openRemote() comes back when a busy server says, and tells when where that is too late", async () => {
  const busy = (seconds: number) =>
    new Response("many ask", { status: 429, headers: { "retry-after": `${seconds}` } });
  let asked = 0;
  await serving({ infer: () => asked++ === 0 ? busy(1) : null }, async (url) => {
    const engine = await openRemote(url, card);
    const before = performance.now();
    assertSame(await engine.predict(digits, 150));
    assert.ok(performance.now() - before >= 1000);
  });
  await serving({ infer: () => busy(60) }, async (url) => {
    const engine = await openRemote(url, card, { timeout: 5_000 });
    await assert.rejects(() => engine.predict(digits, 150), {
      name: "ServerDown",
      seconds: 60,
      message: /status 429: many ask/,
    });
  });
});

Deno.test("openRemote() goes on asking a server that refuses single requests", async () => {
  const infer = () => new Response("too many pictures", { status: 400 });
  await serving({ infer }, async (url) => {
    const engine = await openRemote(url, card, { failures: 2, pause: 60_000 });
    for (let i = 0; i < 5; i++) {
      await assert.rejects(() => engine.predict(digits, 150), {
        name: "ModelError",
        message: /400/,
      });
    }
  });
});

Deno.test("openRemote() refuses a server that runs another model, and an address that is none", async () => {
  await serving({ classes: 5 }, async (url) => {
    await assert.rejects(() => openRemote(url, card), {
      name: "ModelError",
      message: /no output of 10 .*probabilities FP32 -1x5/,
    });
    await assert.rejects(() => openRemote(url.replace(/m$/, "n"), card), { message: /404/ });
  });
  for (const engine of ["localhost:9", "http://a/v1", "http://a/v2/models", "http://a?b", ""]) {
    await assert.rejects(() => openEngine({ model: "models/digits", engine }), {
      name: "ModelError",
      message: /--engine .*: not the address of a server, such as/,
    });
  }
});

const oddMetadata: [string, unknown][] = [
  ["null", null],
  ["no list", { inputs: {}, outputs: "" }],
  ["no tensor", { inputs: [null], outputs: [7] }],
  ["no shape", { inputs: [{ name: "image", datatype: "FP32", shape: "28" }] }],
  ["more axes", {
    inputs: [{ name: "image", datatype: "FP32", shape: [-1, height, width, 1] }],
    outputs: [{ name: "probabilities", datatype: "FP32", shape: [-1, 7, card.classes.length] }],
  }],
];
for (const [what, metadata] of oddMetadata) {
  Deno.test(`openRemote() refuses a server that describes its model by ${what}`, async () => {
    await serving({ metadata }, async (url) => {
      await assert.rejects(() => openRemote(url, card), { name: "ModelError" });
    });
  });
}

Deno.test("openRemote() takes rows within rows", async () => {
  const rows = Array.from({ length: 64 }, (_, i) => [...expected.subarray(10 * i, 10 * i + 10)]);
  const infer = () => Response.json({ outputs: [{ ...output(64), data: rows }] });
  await serving({ infer }, async (url) => {
    const engine = await openRemote(url, card);
    const probabilities = await engine.predict(digits.subarray(0, 64 * width * height), 64);
    assert.deepEqual(probabilities, expected.slice(0, 640));
  });
});

Deno.test("openRemote() says when there is no server", async () => {
  const port = freePort("127.0.0.1");
  await assert.rejects(() => openRemote(`http://127.0.0.1:${port}/v2/models/m`, card), {
    name: "ModelError",
    message: new RegExp(`127.0.0.1:${port}/.*Connection refused.*start the server there`),
  });
});

Deno.test("openRemote() waits for a server that comes up between two tries", async () => {
  const port = freePort("127.0.0.1");
  const opened = openRemote(`http://127.0.0.1:${port}/v2/models/m`, card);
  await new Promise((resume) => setTimeout(resume, 50));
  await serving({ port }, async () => {
    assertSame(await (await opened).predict(digits, 150));
  });
});

Deno.test({
  name: "openRemote() leaves a lacking permission what it is",
  permissions: { net: false, read: true },
  async fn() {
    await assert.rejects(
      () => openRemote("http://127.0.0.1:8000/v2/models/m", card),
      Deno.errors.NotCapable,
    );
  },
});

Deno.test("predict() of an engine says so when the pictures are of another size", async () => {
  await assert.rejects(() => local.predict(new Float32Array(100), 1), {
    name: "RangeError",
    message: /1 pictures of 28x28 are 784 numbers, got 100/,
  });
});
