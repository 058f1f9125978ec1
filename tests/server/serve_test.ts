/** `deno task serve` as it is started, with what it may do. */
import assert from "node:assert/strict";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { serveArguments, startServe } from "./start_serve.ts";

const seven = [{ x: 20, y: 20 }, { x: 60, y: 20 }, { x: 36, y: 84 }];
const png = await encodePng(drawStrokes([seven], { width: 80, height: 104, pen: 7 })) as BodyInit;

async function read(url: string, patience = 10_000): Promise<string> {
  const signal = AbortSignal.timeout(patience);
  const response = await fetch(`${url}/api/predict`, { method: "POST", body: png, signal });
  return (await response.json()).text;
}

Deno.test("what the server may do is its models, its page, its variables, its address, and no more", async () => {
  const program = "tests/server/probe_permissions.ts";
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: await serveArguments(program),
    stderr: "inherit",
  }).output();
  const outcomes: Record<string, string> = JSON.parse(new TextDecoder().decode(stdout));
  const allowed = ["read a model", "read the page", "read its token's variable"];
  for (const [what, outcome] of Object.entries(outcomes)) {
    const refusal = what.startsWith("import") ? "TypeError" : "NotCapable";
    assert.equal(outcome, allowed.includes(what) ? "done" : refusal, what);
  }
  assert.ok(Object.keys(outcomes).length > 20);
});

Deno.test("the server reads on loopback, logs no pictures or tokens, and ends when told to", async () => {
  await using server = await startServe();
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:/);
  assert.equal(await read(server.url), "7");
  const ready = await fetch(`${server.url}/health/ready`, {
    headers: { authorization: "Bearer secret" },
  });
  assert.deepEqual(await ready.json(), { status: "ok" });
  await (await fetch(`${server.url}/nothing?secret=secret`)).body?.cancel();
  const asked = read(server.url);
  await new Promise((resume) => setTimeout(resume, 5));
  server.child.kill("SIGTERM");
  // Either it had come, and is answered, or it had not, and is refused.
  assert.ok([undefined, "7"].includes(await asked.catch(() => undefined)));
  const { code, log } = await server.end();
  assert.equal(code, 0);
  const lines = log.trim().split("\n").map((line) => JSON.parse(line));
  const asks = lines.slice(0, 3).map(({ method, path, status }) => `${method} ${path} ${status}`);
  assert.deepEqual(asks, [
    "POST /api/predict 200",
    "GET /health/ready 200",
    "GET /nothing 404",
  ]);
  assert.doesNotMatch(log, /secret/);
});

Deno.test({
  name: "more connections than files may be open do not end the server",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using server = await startServe([], { prefix: "ulimit -n 128" });
    const { hostname, port } = new URL(server.url);
    for (let round = 0; round < 3; round++) {
      const connections = await Promise.all(
        Array.from({ length: 200 }, () => Deno.connect({ hostname, port: Number(port) })),
      );
      connections.forEach((connection) => connection.close());
    }
    assert.equal(await read(server.url, 5_000), "7");
    server.child.kill("SIGTERM");
    const { code, log } = await server.end();
    assert.equal(code, 0, log);
    assert.doesNotMatch(log, /Uncaught/);
  },
});

Deno.test("what cannot be started is said in a sentence", async () => {
  const start = async (...flags: string[]) => {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [...await serveArguments(), ...flags],
    }).output();
    return { code, said: new TextDecoder().decode(stderr) };
  };
  const [elsewhere, model, token] = await Promise.all([
    start("--host", "192.0.2.1"),
    start("--model", "/etc"),
    start("--token-file", "/etc/passwd"),
  ]);
  assert.match(
    elsewhere.said,
    /^error: not allowed: Requires net access to "192\.0\.2\.1:8000".*\n$/,
  );
  assert.match(model.said, /^error: not allowed: Requires read access to "\/etc\/card\.json".*\n$/);
  assert.match(token.said, /^error: not allowed: Requires read access to "\/etc\/passwd".*\n$/);
  assert.deepEqual([elsewhere.code, model.code, token.code], [1, 1, 1]);
});
