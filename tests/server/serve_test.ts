/** `deno task serve` as it is started, with what it may do. */
import assert from "node:assert/strict";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { fromFileUrl, join } from "@std/path";
import { findPackages, programArguments, type ServeProgram } from "../../tasks/serve/programs.ts";
import { servingNetworks } from "../engine/protocol_server.ts";
import { runDeno } from "../run_deno.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { until } from "../until.ts";
import { startServe } from "../../bench/start_serve.ts";
import { taskArguments } from "../../bench/task_arguments.ts";
import { childrenOf } from "../../tools/processes.ts";

// What Deno says while it fetches them is not the server's.
await findPackages();

const seven = [{ x: 20, y: 20 }, { x: 60, y: 20 }, { x: 36, y: 84 }];
const png = await encodePng(drawStrokes([seven], { width: 80, height: 104, pen: 7 })) as BodyInit;

async function read(url: string, patience = 10_000): Promise<string> {
  const signal = AbortSignal.timeout(patience);
  const response = await fetch(`${url}/api/predict`, { method: "POST", body: png, signal });
  return (await response.json()).text;
}

/** What each program may do of all that is tried. */
const allowed: Record<ServeProgram, string[]> = {
  http: ["read the page", "read its token's variable"],
  reader: ["read a model"],
};
for (const program of ["http", "reader"] as const) {
  Deno.test(`the server's ${program} may do what it has to, and no more`, async () => {
    const probe = fromFileUrl(new URL("probe_permissions.ts", import.meta.url));
    // As the task starts it for its usual address.
    const added = program === "http" ? { net: ["127.0.0.1:8000"] } : {};
    const { out } = await runDeno(...programArguments(program, added, probe));
    const outcomes: Record<string, string> = JSON.parse(out);
    for (const [what, outcome] of Object.entries(outcomes)) {
      const refusal = what.startsWith("import") ? "TypeError" : "NotCapable";
      assert.equal(outcome, allowed[program].includes(what) ? "done" : refusal, what);
    }
    assert.ok(Object.keys(outcomes).length > 20);
  });
}

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
  const stopped = server.stop();
  // Either it had come, and is answered, or it had not, and is refused.
  assert.ok([undefined, "7"].includes(await asked.catch(() => undefined)));
  assert.equal(await stopped, 0);
  const [, ...log] = server.said.trim().split("\n");
  const lines = log.map((line) => JSON.parse(line));
  const asks = lines.slice(0, 3).map(({ method, path, status }) => `${method} ${path} ${status}`);
  assert.deepEqual(asks, [
    "POST /api/predict 200",
    "GET /health/ready 200",
    "GET /nothing 404",
  ]);
  assert.doesNotMatch(server.said, /secret/);
});

Deno.test({
  name: "more connections than files may be open do not end the server",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using server = await startServe([], { prefix: "ulimit -n 128" });
    const { hostname, port } = new URL(server.url);
    // Whether one burst exhausts the files depends on who is quicker.
    for (let burst = 0; burst < 5; burst++) {
      const connect = () => Deno.connect({ hostname, port: Number(port) });
      const connections = await Promise.allSettled(Array.from({ length: 200 }, connect));
      for (const outcome of connections) {
        if (outcome.status === "fulfilled") outcome.value.close();
      }
      // The last of them may still be on their way out.
      await until(() => read(server.url, 2_000).then((text) => text === "7", () => false));
    }
    assert.equal(await server.stop(), 0, server.said);
    assert.doesNotMatch(server.said, /Uncaught/);
  },
});

Deno.test("an engine that hangs is named in the log, and costs no reader", async () => {
  const stalled = Promise.withResolvers<Response>();
  await servingNetworks(async (engine) => {
    await using server = await startServe(["--engine", engine, "--readers", "1"]);
    const response = await fetch(`${server.url}/api/predict`, { method: "POST", body: png });
    assert.deepEqual([response.status, (await response.json()).error.code], [502, "engine"]);
    assert.ok(server.said.includes(`"error":"${engine}/v2/models/finder/infer: no answer within`));
    assert.doesNotMatch(server.said, /a reader ended/);
    stalled.resolve(new Response());
  }, () => stalled.promise);
});

Deno.test("what cannot be started is said in a sentence", async () => {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("rubbish"),
  );
  const { port } = server.addr;
  const start = (...flags: string[]) => runDeno(...taskArguments("serve"), ...flags);
  const [elsewhere, taken, model, token, engine, high, name, readers, host, url] = await Promise
    .all([
      start("--host", "192.0.2.1"),
      start("--host", "127.0.0.1", "--port", String(port)),
      start("--model", "/nowhere"),
      start("--token-file", "/nowhere"),
      start("--engine", `http://127.0.0.1:${port}/v2/models/digits`),
      start("--port", "99999"),
      start("--name", "bad name!"),
      start("--readers", "1000"),
      start("--host", "a b"),
      start("--engine", "localhost:8001"),
    ]);
  await server.shutdown();
  assert.match(elsewhere.err, /^error: 192\.0\.2\.1 is no address of this machine.*\n$/);
  assert.match(taken.err, /^error: port \d+ is taken.*\n$/);
  assert.match(model.err, /^error: .*\/nowhere.*\n$/);
  assert.match(token.err, /^error: --token-file \/nowhere: .*\n$/);
  assert.match(engine.err, /^error: .*its answer is no JSON object.*\n$/);
  assert.match(high.err, /^error: --port takes a whole number from 0 to 65535, got "99999"\n$/);
  assert.match(name.err, /^error: --name takes a machine's name .*; got "bad name!"\n$/);
  assert.match(readers.err, /^error: --readers takes a whole number from 1 to \d+, got "1000"\n$/);
  assert.match(host.err, /^error: a b is no address: --host takes one of this machine.*\n$/);
  assert.match(url.err, /^error: --engine localhost:8001: not the address of a server.*\n$/);
  const all = [elsewhere, taken, model, token, engine, high, name, readers, host, url];
  assert.deepEqual(all.map(({ code }) => code), [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
});

Deno.test({
  name: "a model that is read anew loses no request, and a bad one never takes over",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await inTemporaryFolder(async (folder) => {
      const model = join(folder, "digits");
      await Deno.mkdir(model);
      await Deno.mkdir(join(model, "saved_model"));
      const files = ["card.json", "model.json", "weights.bin", "model.onnx"];
      for (const file of [...files, "saved_model/saved_model.pb"]) {
        await Deno.copyFile(`models/digits/${file}`, join(model, file));
      }
      await using server = await startServe(["--model", model, "--readers", "2"]);
      let stop = false;
      const texts: string[] = [];
      const asking = Promise.all([1, 2, 3].map(async () => {
        while (!stop) texts.push(await read(server.url));
      }));
      const reload = async (outcome: string) => {
        Deno.kill(server.pid, "SIGHUP");
        await until(() => server.said.includes(outcome), () => server.said);
      };
      await reload("was read anew");
      await Deno.writeTextFile(join(model, "card.json"), "{}");
      await reload("is not read anew, the model from before stays: ");
      stop = true;
      await asking;
      assert.ok(texts.length > 3);
      assert.ok(texts.every((text) => text === "7"), texts.join());
      assert.equal(await server.stop(), 0);
    });
  },
});

Deno.test({
  name: "the program that has the port passes SIGHUP on, and the server says how it was killed",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using server = await startServe(["--readers", "1"]);
    const http = childrenOf(server.pid).find((pid) =>
      Deno.readTextFileSync(`/proc/${pid}/cmdline`).includes("serve/http.ts")
    )!;
    Deno.kill(http, "SIGHUP");
    await until(() => server.said.includes("was read anew"), () => server.said);
    assert.equal(await read(server.url), "7");
    Deno.kill(http, "SIGKILL");
    assert.notEqual(await server.ended, 0);
    assert.match(server.said, /"what speaks HTTP ended by SIGKILL; the server ends with it"/);
  },
});
