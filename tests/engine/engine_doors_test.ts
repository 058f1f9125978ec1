/** Page, API and command line with both networks on a server elsewhere. */
import assert from "node:assert/strict";
import { openFinder } from "../../lib/finder/open_finder.ts";
import { openRecognizer } from "../../lib/open_recognizer.ts";
import { startServe } from "../../bench/start_serve.ts";
import { runDeno, runDenoWith } from "../run_deno.ts";
import { servingNetworks } from "./protocol_server.ts";

const PICTURE = "lib/server/page/samples/number.jpg";
const picture = await Deno.readFile(PICTURE);

const local = await openRecognizer();
const expected = await local.read(picture);
await local.close();

async function post(url: string): Promise<Response> {
  return await fetch(`${url}/api/predict`, { method: "POST", body: picture });
}

Deno.test("openRecognizer() reads the same with any number of threads", async () => {
  for (const threads of [1, 3]) {
    const recognizer = await openRecognizer({ threads });
    assert.equal((await recognizer.read(picture)).text, expected.text);
    await recognizer.close();
  }
});

Deno.test("openRecognizer() reads with both networks on a server as it does in this process", async () => {
  await servingNetworks(async (url, asked) => {
    for (const engine of [url, `${url}/`, `${url}/v2`]) {
      const recognizer = await openRecognizer({ engine });
      assert.deepEqual(await recognizer.read(picture), expected);
      await recognizer.close();
    }
    assert.ok(asked.includes("finder") && asked.includes("digits"));
  });
});

Deno.test("openRecognizer() keeps the finder where the server is asked for the classifier alone", async () => {
  await servingNetworks(async (url, asked) => {
    const recognizer = await openRecognizer({ engine: `${url}/v2/models/digits` });
    assert.deepEqual(await recognizer.read(picture), expected);
    await recognizer.close();
    assert.deepEqual(new Set(asked), new Set(["digits"]));
  });
});

Deno.test("openFinder() says so when the server's numbers cannot be a finder's", async () => {
  const shapes = { fine: [1, 16, 16, 6], coarse: [1, 8, 8, 3] };
  const outputs = (data: (number | null)[], its = shapes, datatype = "FP32") =>
    Response.json({
      outputs: Object.entries(its).map(([name, shape]) => ({ name, shape, datatype, data })),
    });
  const zeros = Array(1536).fill(0);
  const answers: [Response, RegExp][] = [
    [Response.json({ outputs: [] }), /holds no "fine"/],
    [outputs([1]), /1536 finite numbers of "fine" were due for 32x32 pixels; 1 came/],
    [outputs(Array(1536).fill(null)), /finite numbers of "fine" were due/],
    [outputs([...zeros.slice(1), 1e30]), /finite numbers of "fine" were due/],
    // As many as are due, but columns for rows.
    [outputs(zeros, { ...shapes, fine: [1, 8, 32, 6] }), /1536 came, as 1 x 8 x 32 x 6/],
    [outputs(zeros, shapes, "FP64"), /"fine" came as FP64, FP32 was due/],
  ];
  await servingNetworks(async (url) => {
    const finder = await openFinder({ engine: url });
    while (answers.length > 0) {
      const [, message] = answers[0];
      await assert.rejects(() => finder.run(new Float32Array(1024), [1, 32, 32, 1]), {
        name: "ModelError",
        message,
      });
    }
  }, () => answers.shift()![0]);
});

Deno.test("predict --engine reads with the server, and says in a sentence what is wrong with it", async () => {
  const predict = (...args: string[]) =>
    runDeno("task", "--quiet", "predict", "--json", ...args, PICTURE);
  let broken = false;
  await servingNetworks(async (url, asked) => {
    const read = await predict("--engine", url);
    assert.equal(JSON.parse(read.out).text, expected.text);
    assert.ok(asked.includes("finder"));
    broken = true;
    const [failing, unknown] = await Promise.all([
      predict("--engine", url),
      predict("--engine", `${url}/v2/models/letters`),
    ]);
    assert.equal(failing.code, 1);
    assert.match(
      failing.err,
      /^error: http:\S+\/finder\/infer: status 500: on fire; the server's log may say more, or leave --engine out.*\n$/,
    );
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /^error: .*letters: status 404: no such model; name a model .*\n$/);
  }, () => broken ? new Response("on fire", { status: 500 }) : null);
});

Deno.test("predict and serve show the server of --engine its token", async () => {
  const token = "a-token-of-the-server";
  await servingNetworks(
    async (url) => {
      const predict = ["task", "--quiet", "predict", "--json", "--engine", url, PICTURE];
      const [strange, known] = await Promise.all([
        runDeno(...predict),
        runDenoWith({ env: { DIGITS_ENGINE_TOKEN: token } }, ...predict),
      ]);
      assert.equal(strange.code, 1);
      assert.match(strange.err, /status 401: who is there\?; set DIGITS_ENGINE_TOKEN to the token/);
      assert.equal(JSON.parse(known.out).text, expected.text);
      await using server = await startServe(["--engine", url, "--readers", "1"], {
        prefix: `export DIGITS_ENGINE_TOKEN=${token}`,
      });
      assert.equal((await (await post(server.url)).json()).text, expected.text);
      await server.stop();
      assert.ok(!server.said.includes(token));
    },
    () => null,
    token,
  );
});

Deno.test("serve --engine answers 502, then 503 at once while the server is down, and reads again after", async () => {
  let broken = false;
  await servingNetworks(async (url, asked) => {
    await using server = await startServe(["--engine", url, "--readers", "1"]);
    assert.equal((await (await post(server.url)).json()).text, expected.text);
    broken = true;
    for (let i = 0; i < 5; i++) {
      const failed = await post(server.url);
      assert.equal(failed.status, 502);
      assert.equal((await failed.json()).error.code, "engine");
    }
    const before = asked.length;
    const refused = await post(server.url);
    assert.equal(refused.status, 503);
    assert.ok(Number(refused.headers.get("retry-after")) >= 1);
    assert.match((await refused.json()).error.message, /the model's server is down/);
    assert.equal(asked.length, before);
    broken = false;
    let response = refused;
    for (const started = performance.now(); response.status !== 200;) {
      assert.ok(performance.now() - started < 10_000, `still ${response.status}`);
      await new Promise((resume) => setTimeout(resume, 100));
      response = await post(server.url);
      if (response.status !== 200) await response.body?.cancel();
    }
    assert.equal((await response.json()).text, expected.text);
    assert.equal(await server.stop(), 0);
    const [, ...log] = server.said.trim().split("\n");
    // The log says it in a line a request, without a stack.
    assert.ok(log.every((line) => typeof JSON.parse(line) === "object"));
    assert.match(server.said, /status 500: on fire/);
    assert.doesNotMatch(server.said, /ask_server\.ts/);
  }, () => broken ? new Response("on fire", { status: 500 }) : null);
});
