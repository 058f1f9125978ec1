import assert from "node:assert/strict";
import { imageAt } from "../../lib/dataset/dataset.ts";
import { duplicateGroups } from "../../lib/dataset/duplicates.ts";
import { drawPenSet, strokeSources } from "../../lib/dataset/pen.ts";
import { datasetSha256 } from "../../lib/dataset/sha256.ts";

for (const source of strokeSources) {
  Deno.test(`drawPenSet() draws the same set for the same seed, another for another (${source})`, async () => {
    const sets = await Promise.all(
      [5, 5, 6].map((seed) => drawPenSet({ seed, perClass: 3, source })),
    );
    const [first, again, other] = sets.map(datasetSha256);
    assert.equal(first, again);
    assert.notEqual(first, other);
  });

  Deno.test(`drawPenSet() draws thin strokes inside the frame, no two alike (${source})`, async () => {
    const perClass = source === "design" ? 100 : 10;
    const set = await drawPenSet({ perClass, source });
    assert.deepEqual([set.size, set.width, set.height], [10 * perClass, 64, 64]);
    assert.deepEqual(set.classes, [..."0123456789"]);
    assert.equal(new Set(duplicateGroups(set)).size, set.size);
    for (let i = 0; i < set.size; i++) {
      assert.equal(set.labels[i], Math.floor(i / perClass));
      const image = imageAt(set, i);
      const share = image.reduce((sum, ink) => sum + ink, 0) / 255 / image.length;
      assert(share > 0.005 && share < 0.15, `drawing ${i} has ink on ${share} of it`);
      const edge = image.filter((_, at) => at % 64 % 63 === 0 || Math.floor(at / 64) % 63 === 0);
      assert(edge.every((ink) => ink === 0), `drawing ${i} touches the frame`);
    }
  });
}

Deno.test("drawPenSet() begins a larger set as it does a smaller one", async () => {
  const [small, large] = [
    await drawPenSet({ seed: 2, perClass: 2 }),
    await drawPenSet({ seed: 2, perClass: 4 }),
  ];
  for (let label = 0; label < 10; label++) {
    assert.deepEqual(imageAt(small, 2 * label + 1), imageAt(large, 4 * label + 1));
  }
});

Deno.test("drawPenSet() has smoothed drawings and unsmoothed ones", async () => {
  const set = await drawPenSet({ perClass: 4 });
  const smoothed =
    Array.from({ length: set.size }, (_, i) => imageAt(set, i).some((ink) => ink > 0 && ink < 255))
      .filter(Boolean).length;
  assert(smoothed > 5 && smoothed < 35, `${smoothed} of 40`);
});

Deno.test("drawPenSet() writes another alphabet as well, another hand otherwise", async () => {
  const [runes, again, other] = await Promise.all(
    [1, 1, 2].map((seed) => drawPenSet({ seed, perClass: 2, alphabet: "runes" })),
  );
  assert.deepEqual(runes, again);
  assert.notEqual(datasetSha256(runes), datasetSha256(other));
  assert.equal(runes.classes.length, 8);
  assert.equal(runes.size, 16);
  assert.equal(new Set(duplicateGroups(runes)).size, 16);
});

Deno.test("drawPenSet() has no runes by MNIST's people", async () => {
  await assert.rejects(
    drawPenSet({ source: "mnist", alphabet: "runes" }),
    /MNIST has strokes of digits alone, none of runes/,
  );
});

Deno.test("drawPenSet() gives MNIST's people no other habits than theirs", async () => {
  await assert.rejects(drawPenSet({ source: "mnist", habit: 0.1 }), /a habit goes with the source/);
});

Deno.test("drawPenSet() says which counts it takes", async () => {
  await assert.rejects(
    drawPenSet({ perClass: -3 }),
    /perClass is a whole number from 1 up, got -3/,
  );
  await assert.rejects(drawPenSet({ perClass: 2.5 }), RangeError);
});
