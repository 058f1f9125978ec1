import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { createRandom } from "../../lib/base/random.ts";
import { digitNetwork } from "../../lib/network/digit.ts";
import { fit } from "../../lib/network/fit.ts";
import { reportNetwork } from "../../lib/network/report.ts";
import { nativePresent } from "../native_present.ts";
import { runDeno } from "../run_deno.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

/** Two steps an epoch on pictures of two kinds that a network can tell apart: bright above or bright below. */
async function train(
  network: "report" | "digit",
  epochs: number,
): Promise<{ first: number; last: number }> {
  const [side, count, classes] = [16, 16, 2];
  const random = createRandom(5);
  const images = new Float32Array(count * side * side);
  const targets = new Float32Array(count * classes);
  for (let i = 0; i < count; i++) {
    targets[i * classes + i % 2] = 1;
    for (let p = 0; p < side * side; p++) {
      const bright = (p < side * side / 2) === (i % 2 === 0);
      images[i * side * side + p] = random.uniform(0, bright ? 1 : 0.2);
    }
  }
  const make = network === "report" ? reportNetwork : digitNetwork;
  const model = make({ width: side, height: side, classes, seed: 2 });
  const losses = await fit(model, {
    epochs,
    stepsPerEpoch: 2,
    learningRate: () => 0.003,
    nextBatch: () => ({ images, targets, count, weight: count }),
    validation: {
      images: Uint8Array.from(images, (value) => Math.round(value * 255)),
      labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
      classes: ["above", "below"],
      size: count,
      width: side,
      height: side,
    },
    seed: 1,
  });
  model.dispose();
  return { first: losses[0].loss, last: losses.at(-1)!.loss };
}

for (const network of ["report", "digit"] as const) {
  Deno.test(`useBackend() wasm trains the ${network} network and leaks no tensor`, async () => {
    await useBackend("wasm");
    const before = tf.memory().numTensors;
    const { first, last } = await train(network, 6);
    assert.ok(last < first / 2, `loss ${first} -> ${last}`);
    assert.equal(tf.memory().numTensors, before);
  });

  Deno.test({
    name: `useBackend() wasm and native train the ${network} network alike`,
    ignore: !nativePresent,
    async fn() {
      await useBackend("native");
      const expected = await train(network, 1);
      await useBackend("wasm");
      const found = await train(network, 1);
      // The first epoch only: rounding drives the runs apart from there.
      const gap = Math.abs(found.first - expected.first) / expected.first;
      assert.ok(gap < 0.001, `loss ${found.first}, not ${expected.first}`);
    },
  });
}

Deno.test({
  name: "useBackend() auto takes native where it is set up",
  ignore: !nativePresent,
  async fn() {
    assert.deepEqual(await useBackend("auto"), { name: "native" });
    assert.equal(tf.getBackend(), "tensorflow");
    assert.equal(tf.sum([1, 2, 3]).dataSync()[0], 6);
  },
});

/** Runs `useBackend(choice)` in a process of its own with other permissions or another package folder. */
async function useBackendIn(choice: string, flags: string[]): Promise<string> {
  const module = new URL("../../lib/backend/use_backend.ts", import.meta.url).href;
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const script = `const { useBackend } = await import(${JSON.stringify(module)});
    try { console.log(JSON.stringify(await useBackend(${JSON.stringify(choice)}))); }
    catch (error) { console.log(error.name + ": " + error.message); }`;
  return await inTemporaryFolder(async (folder) => {
    const file = `${folder}/use.ts`;
    await Deno.writeTextFile(file, script);
    const options = ["--no-prompt", "--no-check", "--config", config, ...flags];
    return (await runDeno("run", ...options, file)).out.trim();
  });
}

Deno.test("useBackend() native that cannot load is an error, never wasm", async () => {
  // Without leave to load libraries the addon cannot load wherever it is.
  const answer = await useBackendIn("native", ["--allow-read", "--allow-env"]);
  assert.match(answer, /^UserError: native TensorFlow is (not set up|set up but does not load)/);
  assert.match(answer, /deno task native/);
});

Deno.test("useBackend() auto says why it took wasm and what mends it", async () => {
  const answer = JSON.parse(await useBackendIn("auto", ["--allow-read", "--allow-env"]));
  assert.equal(answer.name, "wasm");
  assert.match(answer.note, /times slower/);
  assert.match(answer.note, /deno task native/);
  assert.doesNotMatch(answer.note, /\n/);
});

Deno.test("useBackend() wasm needs leave to read and nothing else", async () => {
  assert.equal(await useBackendIn("wasm", ["--allow-read"]), '{"name":"wasm"}');
});
