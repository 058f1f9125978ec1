/** What drawThumbnail() promises. */
import assert from "node:assert/strict";
import { take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { drawThumbnail } from "../../lib/dataset/photos/canvas/thumbnail.ts";
import { createRandom } from "../../lib/base/random.ts";

const digits = take(await loadMnist("test"), 300);
const draw = (seed: number) => drawThumbnail({ digits, random: createRandom(seed) });
const photos = Array.from({ length: 200 }, (_, seed) => draw(seed));

Deno.test("drawThumbnail() shows a digit mostly, else a sign, or noise without any ink", () => {
  const signs = photos.map(({ truth }) => truth.marks.map(({ sign }) => sign).join());
  assert.ok(signs.filter((sign) => /^\d$/.test(sign)).length > 130);
  for (const other of ["sign", "scribble", "blot", ""]) assert.ok(signs.includes(other), other);
  for (const { truth } of photos) {
    const inked = truth.owner.some((owner) => owner === 1);
    assert.equal(inked, truth.marks.length === 1);
    assert.equal(truth.text, truth.marks.map(({ sign, isDigit }) => isDigit ? sign : "?").join(""));
  }
});

Deno.test("drawThumbnail() is 8 to 64 pixels a side, its digit up to the very sides at times", () => {
  for (const { picture: { width, height, data }, truth } of photos) {
    assert.ok(Math.min(width, height) >= 8 && Math.max(width, height) <= 64);
    assert.equal(data.length, 3 * width * height);
    assert.equal(truth.ink.length, width * height);
  }
  const full = photos.filter(({ picture, truth: { marks } }) =>
    marks.some(({ box }) => box.width === picture.width && box.height === picture.height)
  );
  assert.ok(full.length > 20, `${full.length} fill the picture`);
});
