import assert from "node:assert/strict";
import { corruptions } from "../../bench/recognizer/corruptions.ts";
import { createRandom } from "../../lib/base/random.ts";
import { toFloats } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { openEngine } from "../../lib/engine/open_engine.ts";
import { argmax } from "../../lib/evaluation/metrics.ts";
import { prepare } from "../../lib/image/prepare.ts";

const test = await loadMnist("test");

Deno.test("each corruption changes a digit, and the same way for the same seed", () => {
  const digit = toFloats(test, 0, 1);
  for (const [name, corrupt] of Object.entries(corruptions)) {
    const corrupted = corrupt(digit, createRandom(1));
    assert.notDeepEqual(corrupted, digit, name);
    assert.deepEqual(corrupt(digit, createRandom(1)), corrupted, name);
    assert.ok(corrupted.every((value) => value >= 0 && value <= 1), name);
    assert.deepEqual(toFloats(test, 0, 1), digit, `${name} changed its input`);
  }
});

Deno.test("models/digits reads 93 % of corrupted digits, as a mean over the corruptions", async () => {
  const { engine, card } = await openEngine({ model: "models/digits" });
  const each = 200;
  const accuracies: Record<string, number> = {};
  for (const [name, corrupt] of Object.entries(corruptions)) {
    const random = createRandom(9);
    const inputs = new Float32Array(each * 28 * 28);
    for (let i = 0; i < each; i++) {
      const data = corrupt(toFloats(test, 50 * i, 50 * i + 1), random);
      inputs.set(prepare({ width: 28, height: 28, data }, card.input).data, i * 28 * 28);
    }
    const answers = argmax(await engine.predict(inputs, each), card.classes.length);
    accuracies[name] = answers.filter((answer, i) => answer === test.labels[50 * i]).length / each;
  }
  await engine.close();
  const mean = Object.values(accuracies).reduce((a, b) => a + b) / Object.keys(accuracies).length;
  assert.equal(Object.keys(accuracies).length, 15);
  assert.ok(mean >= 0.93, JSON.stringify(accuracies));
});
