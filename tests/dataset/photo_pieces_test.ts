import assert from "node:assert/strict";
import { take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { photoPieces } from "../../lib/dataset/photo_pieces.ts";
import { openEngine } from "../../lib/engine/open_engine.ts";
import { openFinder } from "../../lib/finder/open_finder.ts";

const digits = take(await loadMnist("train"), 500);

/** Pieces of some pictures, and what was told of the progress. */
async function cut(seed: number, photos: number) {
  const { run, close } = await openFinder();
  const seen: number[][] = [];
  const pieces = await photoPieces({
    digits,
    photos,
    finder: run,
    seed,
    onProgress: (done, total) => seen.push([done, total]),
  });
  await close();
  return { pieces, seen };
}

Deno.test("photoPieces() gives the same pieces for the same seed, others for another, and reports each", async () => {
  const [one, same, other] = [await cut(1, 3), await cut(1, 3), await cut(2, 3)];
  assert.deepEqual(one.pieces, same.pieces);
  assert.notDeepEqual(one.pieces, other.pieces);
  assert.deepEqual(one.seen, [[1, 3], [2, 3], [3, 3]]);
});

Deno.test("photoPieces() labels its digits as the recognizer reads them, and doubts the rest", async () => {
  const { pieces } = await cut(3, 40);
  assert.ok(pieces.digits.length >= 40, String(pieces.digits.length));
  assert.ok(pieces.others.length >= 15, String(pieces.others.length));
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
  assert.ok(sure < 0.5 * pieces.others.length, `${sure} of ${pieces.others.length}`);
  await engine.close();
});
