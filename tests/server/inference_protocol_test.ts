/** The Open Inference Protocol, as its clients ask. */
import assert from "node:assert/strict";
import { openRemote } from "../../lib/engine/remote.ts";
import { card, readerOf, serving } from "./serving.ts";

const { width, height } = card.input;

/** Pictures whose first numbers are these, in FP32 without loss. */
function pictures(...classes: number[]): Float32Array<ArrayBuffer> {
  const images = new Float32Array(classes.length * width * height);
  classes.forEach((digit, i) => images[i * width * height] = digit);
  return images;
}

function question(count: number, more: object = {}) {
  return {
    inputs: [{ name: "image", shape: [count, height, width, 1], datatype: "FP32", ...more }],
  };
}

async function infer(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/v2/models/digits/infer`, {
    method: "POST",
    headers,
    body: body instanceof Uint8Array ? body as BodyInit : JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

Deno.test("the protocol's metadata and health are as its clients expect", async () => {
  await serving(async (url) => {
    const get = async (path: string) => await (await fetch(`${url}${path}`)).json();
    assert.deepEqual((await get("/v2")).extensions, ["binary_tensor_data"]);
    const { name, inputs, outputs } = await get("/v2/models/digits");
    assert.equal(name, "digits");
    const parameters = { values: "from 0, paper, to 1, ink" };
    assert.deepEqual(inputs, [
      { name: "image", datatype: "FP32", shape: [-1, height, width, 1], parameters },
    ]);
    assert.deepEqual(outputs, [{ name: "probabilities", datatype: "FP32", shape: [-1, 10] }]);
    const paths = ["health/live", "health/ready", "models/digits/ready"];
    for (const path of [...paths, "models/digits/versions/1/ready"]) {
      const response = await fetch(`${url}/v2/${path}`);
      assert.equal(response.status, 200, path);
      assert.equal(await response.text(), "");
    }
    const { status, headers } = await fetch(`${url}/v2/models/other`, { method: "HEAD" });
    assert.equal(status, 404);
    assert.match(headers.get("content-type")!, /json/);
  });
});

Deno.test("more pictures than one turn may hold are refused before they are read", async () => {
  await serving(async (url) => {
    const body = { inputs: [{ ...question(3).inputs[0], data: [...pictures(1, 2, 3)] }] };
    const { status, answer } = await infer(url, body);
    assert.equal(status, 413);
    assert.match(answer.error, /3 pictures are too many .* at most 2/);
  }, { limits: { prepared: 2 } });
});

Deno.test("numbers in the JSON are answered in the JSON, flat or in rows", async () => {
  await serving(async (url) => {
    const flat = [...pictures(3, 7)];
    const rows = [3, 7].map((digit) => {
      const picture = [...pictures(digit)];
      return Array.from(
        { length: height },
        (_, y) => picture.slice(y * width, (y + 1) * width).map((value) => [value]),
      );
    });
    for (const data of [flat, rows]) {
      const { status, answer } = await infer(url, { id: "a", ...question(2, { data }) });
      assert.equal(status, 200);
      const [output] = answer.outputs;
      assert.equal(answer.id, "a");
      assert.deepEqual(output.shape, [2, 10]);
      assert.deepEqual([output.data.indexOf(1), output.data.lastIndexOf(1)], [3, 17]);
    }
  });
});

Deno.test("the remote engine of this project reads from this server, by bytes", async () => {
  await serving(async (url) => {
    const engine = await openRemote(`${url}/v2/models/digits`, card);
    const probabilities = await engine.predict(pictures(5, 0, 9), 3);
    assert.deepEqual([5, 10, 29].map((i) => probabilities[i]), [1, 1, 1]);
    assert.equal(probabilities.reduce((a, b) => a + b), 3);
  });
});

Deno.test("a model of other classes that takes over is described as it is", async () => {
  const taught = { ...card, classes: [...card.classes, "+", "A"] };
  const reader = readerOf({
    predict: (_, count) => Promise.resolve(new Float32Array(12 * count)),
    card: () => Promise.resolve(taught),
  });
  await serving(async (url) => {
    const { outputs } = await (await fetch(`${url}/v2/models/digits`)).json();
    assert.deepEqual(outputs[0].shape, [-1, 12]);
    const { answer } = await infer(url, question(2, { data: [...pictures(3, 7)] }));
    assert.deepEqual(answer.outputs[0].shape, [2, 12]);
  }, { reader });
});

Deno.test("a question that is none gets 400 and a sentence, as the protocol has it", async () => {
  await serving(async (url) => {
    const data = [...pictures(1)];
    const binary = new Uint8Array(100);
    const length = "inference-header-content-length";
    const wrong: [RegExp, unknown, Record<string, string>?][] = [
      [/no JSON/, new TextEncoder().encode("{")],
      [/inputs/, {}],
      [/one input "image"/, { inputs: [{ ...question(1).inputs[0], name: "x", data }] }],
      [/one input "image"/, { inputs: [{ ...question(1).inputs[0], datatype: "INT8", data }] }],
      [/one input "image"/, question(0, { data: [] })],
      [/one input "image"/, { inputs: [{ ...question(1).inputs[0], shape: [1, 3], data }] }],
      [/1568 numbers, the data has 784/, question(2, { data })],
      [/something else than numbers/, question(1, { data: data.map(String) })],
      [/something else than numbers/, question(1, { data: JSON.parse("[[[[[[1]]]]]]") })],
      [/not finite/, question(1, { data: [1e300, ...data.slice(1)] })],
      [
        /holds 255: numbers go from 0, .* divide bytes by 255/,
        question(1, { data: [255, ...data.slice(1)] }),
      ],
      [/no data/, question(1)],
      [/one input, of 4 sides, and has one output/, { inputs: Array(2000).fill({}) }],
      [/one input, of 4 sides/, { inputs: [{ shape: Array(2000).fill("x") }] }],
      [/one output/, { inputs: [{}], outputs: Array(2000).fill({}) }],
      [/shape.0: [^;]*; inputs.0.shape.1: [^;]*$/, { inputs: [{ shape: Array(4).fill("x") }] }],
      [/no output "x{40}", only/, {
        ...question(1, { data }),
        outputs: [{ name: "x".repeat(2000) }],
      }],
      [/no output "x"/, { ...question(1, { data }), outputs: [{ name: "x" }] }],
      [/3136 bytes: binary_data_size is 8/, question(1, { parameters: { binary_data_size: 8 } })],
      [/the body has 100 bytes/, binary, { [length]: "101" }],
      [/the body has 100 bytes/, binary, { [length]: "-1" }],
    ];
    for (const [sentence, body, headers] of wrong) {
      const { status, answer } = await infer(url, body, headers);
      assert.equal(status, 400, String(sentence));
      assert.match(answer.error, sentence);
    }
    const { status, answer } = await infer(url, { ...question(1, { data }), id: "x".repeat(9000) });
    assert.equal(status, 413);
    assert.match(answer.error, /too much JSON: at most 9000 bytes/);
  }, { limits: { jsonBytes: 9000 } });
});
