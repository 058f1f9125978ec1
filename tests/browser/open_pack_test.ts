/** Classifiers as the page's worker opens them, one after the other. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { openClassifier } from "../../lib/browser/open_pack.ts";
import { packNetwork } from "../../lib/browser/pack_network.ts";
import { toFloats } from "../../lib/dataset/dataset.ts";
import { readCard } from "../../lib/model/model_files.ts";
import { someDigits, someNetwork } from "../network/some_network.ts";

await useBackend("wasm");

Deno.test("ten switches to a taught model and back leave no memory behind", async () => {
  const model = someNetwork("digit");
  const network = await packNetwork(model);
  model.dispose();
  const card = await readCard("models/digits");
  const digits = toFloats(someDigits("digit")).subarray(0, 2 * 28 * 28);
  const before = tf.memory().numTensors;
  const answers: Float32Array[] = [];
  for (let i = 0; i < 10; i++) {
    const { engine, dispose } = await openClassifier(card, network);
    answers.push(await engine.predict(digits, 2));
    dispose();
    assert.equal(tf.memory().numTensors, before);
  }
  assert.deepEqual(answers[9], answers[0]);
});
