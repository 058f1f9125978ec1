import assert from "node:assert/strict";
import { subset } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { photoPieces } from "../../lib/dataset/photo_pieces.ts";
import { openEngine } from "../../lib/engine/open.ts";
import { createRandom } from "../../lib/random.ts";

const digits = subset(await loadMnist("train"), Array.from({ length: 500 }, (_, i) => i));
const cut = (seed: number, photos: number) =>
  photoPieces({ digits, photos, random: createRandom(seed) });

Deno.test("photoPieces() gives the same pieces for the same seed, and others for another", () => {
  const pieces = cut(1, 4);
  assert.deepEqual(cut(1, 4), pieces);
  assert.notDeepEqual(cut(2, 4), pieces);
});

Deno.test("photoPieces() labels its digits as the recognizer reads them, and doubts the rest", async () => {
  const pieces = cut(3, 24);
  assert.ok(pieces.digits.length >= 40, String(pieces.digits.length));
  assert.ok(pieces.others.length >= 40, String(pieces.others.length));
  const { engine } = await openEngine({ model: "models/digits" });
  const read = async (images: readonly Uint8Array[]) => {
    const pixels = Float32Array.from(images.flatMap((image) => [...image]), (ink) => ink / 255);
    const all = await engine.predict(pixels, images.length);
    return images.map((_, i) => all.subarray(10 * i, 10 * i + 10));
  };
  const answers = await read(pieces.digits.map(({ image }) => image));
  const best = (one: Float32Array) => one.indexOf(Math.max(...one));
  const right = answers.filter((one, i) => best(one) === pieces.digits[i].label).length;
  assert.ok(right > 0.9 * answers.length, `${right} of ${answers.length}`);
  const sure = (await read(pieces.others)).filter((one) => Math.max(...one) > 0.9).length;
  assert.ok(sure < 0.4 * pieces.others.length, `${sure} of ${pieces.others.length}`);
  await engine.close();
});

Deno.test("photoPieces() reports every photograph", () => {
  const seen: number[][] = [];
  const onProgress = (done: number, total: number) => seen.push([done, total]);
  photoPieces({ digits, photos: 3, random: createRandom(1), onProgress });
  assert.deepEqual(seen, [[1, 3], [2, 3], [3, 3]]);
});
