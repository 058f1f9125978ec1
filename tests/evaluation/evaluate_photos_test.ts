import assert from "node:assert/strict";
import { ImageError } from "../../lib/base/errors.ts";
import { take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { evaluatePhotos } from "../../lib/evaluation/evaluate_photos.ts";
import type { Reading } from "../../lib/reading.ts";

const digits = take(await loadMnist("test"), 300);
const row = { digits, strength: "mild", images: 10, seed: 1 } as const;

/** Answers the same, whatever it is shown. */
function answer(text: string): Reading {
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const digit = (name: string) => ({ digit: name, confidence: 1, box, probabilities: {} });
  return { text, digits: [...text].map(digit) };
}

Deno.test("evaluatePhotos() counts the pictures that are read right", async () => {
  const shares = await Promise.all([..."0123456789"].map(async (text) => {
    const read = () => Promise.resolve(answer(text));
    const { right, accuracy, characterAccuracy, answered } = await evaluatePhotos({
      ...row,
      kind: "digit",
      read,
    });
    assert.deepEqual([accuracy, characterAccuracy, answered], [right / 10, right / 10, 10]);
    return right;
  }));
  // Every picture shows one of the ten.
  assert.equal(shares.reduce((a, b) => a + b), 10);
  assert.ok(Math.max(...shares) < 10);
});

Deno.test("evaluatePhotos() gives part of the characters for part of a number", async () => {
  const read = () => Promise.resolve(answer("1"));
  const { right, characterAccuracy } = await evaluatePhotos({ ...row, kind: "number", read });
  assert.equal(right, 0);
  assert.ok(characterAccuracy > 0 && characterAccuracy < 0.5);
});

Deno.test("evaluatePhotos() counts digits alone where signs stand among them, in characters too", async () => {
  let shown = "";
  const { right, characterAccuracy } = await evaluatePhotos({
    ...row,
    kind: "signs",
    onPhoto: ({ truth: { text } }) => shown = text,
    read: () => Promise.resolve(answer(shown.replace(/\D/g, ""))),
  });
  assert.deepEqual([right, characterAccuracy], [10, 1]);
});

Deno.test("evaluatePhotos() takes an unreadable picture for no answer, right where nothing is written", async () => {
  const read = () => Promise.reject(new ImageError("no-ink", "no ink found"));
  const empty = await evaluatePhotos({ ...row, kind: "empty", read });
  assert.deepEqual([empty.right, empty.answered], [10, 0]);
  const single = await evaluatePhotos({ ...row, kind: "digit", read });
  assert.deepEqual([single.right, single.answered], [0, 0]);
});

Deno.test("evaluatePhotos() counts digits answered on an empty picture as wrong, for each degradation", async () => {
  const read = () => Promise.resolve(answer("7"));
  const empty = await evaluatePhotos({ ...row, kind: "empty", read });
  assert.deepEqual([empty.right, empty.answered], [0, 10]);
  const scores = Object.values(empty.perDegradation);
  assert.ok(scores.length > 5);
  for (const { images, right, accuracy, accuracy95 } of scores) {
    assert.ok(images > 0 && images <= 10);
    assert.deepEqual([right, accuracy], [0, 0]);
    assert.ok(accuracy95[0] < 1e-9 && accuracy95[1] > 0.2);
  }
});

Deno.test("evaluatePhotos() does not hide a defect of the reader", async () => {
  const read = () => Promise.reject(new TypeError("broken"));
  await assert.rejects(evaluatePhotos({ ...row, kind: "digit", read }), TypeError);
});
