import assert from "node:assert/strict";
import type { Engine } from "../../lib/engine/engine.ts";
import { openRemote } from "../../lib/engine/remote.ts";
import type { ModelCard } from "../../lib/network/card.ts";

const card = {
  classes: ["a", "b", "c"],
  input: { width: 2, height: 2, prepare: "resize" },
} as unknown as ModelCard;

/** What the server under test answers: the first three pixels of each picture as probabilities. */
function answer(pixels: Float32Array): Float32Array {
  return Float32Array.from({ length: pixels.length / 4 * 3 }, (_, i) => {
    return pixels[Math.floor(i / 3) * 4 + i % 3];
  });
}

/** A server of the protocol on a free port of this machine, for as long as `use` runs. */
async function serving(
  options: { binary?: boolean; infer?: () => Response | null; classes?: number },
  use: (url: string) => Promise<void>,
): Promise<void> {
  const { binary = true, infer, classes = 3 } = options;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/v2/models/m") {
      return Response.json({
        name: "m",
        inputs: [{ name: "image", datatype: "FP32", shape: [-1, 2, 2, 1] }],
        outputs: [{ name: "probabilities", datatype: "FP32", shape: [-1, classes] }],
      });
    }
    if (pathname !== "/v2/models/m/infer") return new Response("no such model", { status: 404 });
    const special = infer?.();
    if (special) return special;
    const bytes = await request.bytes();
    const length = Number(request.headers.get("inference-header-content-length"));
    const { inputs: [input] } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, length)));
    assert.equal(input.parameters.binary_data_size, bytes.length - length);
    const rows = answer(new Float32Array(bytes.slice(length).buffer));
    const output = { name: "probabilities", datatype: "FP32", shape: [input.shape[0], 3] };
    if (!binary) return Response.json({ outputs: [{ ...output, data: [...rows] }] });
    const header = new TextEncoder().encode(JSON.stringify({
      outputs: [{ ...output, parameters: { binary_data_size: rows.byteLength } }],
    }));
    const body = new Uint8Array(header.length + rows.byteLength);
    body.set(header);
    body.set(new Uint8Array(rows.buffer), header.length);
    return new Response(body, {
      headers: { "inference-header-content-length": String(header.length) },
    });
  });
  try {
    await use(`http://127.0.0.1:${server.addr.port}/v2/models/m`);
  } finally {
    await server.shutdown();
  }
}

const pixels = new Float32Array([0.5, 0.25, 0.25, 9, 0.125, 0.75, 0.125, 9]);
const expectAnswer = async (engine: Engine) => {
  assert.deepEqual([...await engine.predict(pixels, 2)], [...answer(pixels)]);
  await engine.close();
};

Deno.test("openRemote() sends and takes tensors as bytes", async () => {
  await serving({}, async (url) => await expectAnswer(await openRemote(url, card)));
});

Deno.test("openRemote() takes an answer in JSON too", async () => {
  await serving({ binary: false }, async (url) => await expectAnswer(await openRemote(url, card)));
});

Deno.test("openRemote() tries again while the server is on its way up", async () => {
  let busy = 2;
  const infer = () => busy-- > 0 ? new Response("starting", { status: 503 }) : null;
  await serving({ infer }, async (url) => await expectAnswer(await openRemote(url, card)));
});

Deno.test("openRemote() names the server and the reason when it fails", async () => {
  const infer = () => new Response("out of memory", { status: 500 });
  await serving({ infer }, async (url) => {
    const engine = await openRemote(url, card);
    await assert.rejects(() => engine.predict(pixels, 2), {
      name: "ModelError",
      message: new RegExp(`${url}.*500.*out of memory`),
    });
  });
  await serving({ infer: () => new Response("<html>") }, async (url) => {
    const engine = await openRemote(url, card);
    await assert.rejects(() => engine.predict(pixels, 2), { message: /no JSON/ });
  });
});

Deno.test("openRemote() refuses a server that runs another model, and an address that is none", async () => {
  await serving({ classes: 5 }, async (url) => {
    await assert.rejects(() => openRemote(url, card), {
      name: "ModelError",
      message: /no output of 3/,
    });
    await assert.rejects(() => openRemote(url.replace(/m$/, "n"), card), { message: /404/ });
  });
  await assert.rejects(() => openRemote("localhost:9", card), { message: /not the address/ });
});

Deno.test("openRemote() says when there is no server", async () => {
  const url = "http://127.0.0.1:9/v2/models/m";
  await assert.rejects(() => openRemote(url, card, { tries: 1 }), {
    name: "ModelError",
    message: /127\.0\.0\.1:9.*start the server/,
  });
});
