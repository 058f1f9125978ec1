import assert from "node:assert/strict";
import type { Dataset } from "../../../lib/dataset/dataset.ts";
import { penStatistics } from "../../../lib/study/data/pen_statistics.ts";

/** A stroke of 20 rows that moves `lean` columns to the right on its way up, shared between the two pixels it lies on. */
function stroke(lean: number): Uint8Array {
  const image = new Uint8Array(40 * 40);
  for (let y = 10; y < 30; y++) {
    const x = 20 + lean * (19.5 - y) / 20;
    const left = Math.floor(x);
    image[y * 40 + left] = Math.round(200 * (1 - (x - left)));
    image[y * 40 + left + 1] = Math.round(200 * (x - left));
  }
  return image;
}

function data(...images: Uint8Array[]): Dataset {
  return {
    images: Uint8Array.from(images.flatMap((image) => [...image])),
    labels: new Uint8Array(images.length),
    classes: ["stroke"],
    size: images.length,
    width: 40,
    height: 40,
  };
}

Deno.test("penStatistics() tell how far strokes lean, to the right above 0", () => {
  const leans = [0, 5, -5, 20];
  const { slant } = penStatistics(data(...leans.map(stroke)));
  leans.forEach((lean, i) => {
    const degrees = Math.atan(lean / 20) * 180 / Math.PI;
    assert.ok(Math.abs(slant[i] - degrees) < 0.5, `${slant[i]}° is not ${degrees}°`);
  });
});

Deno.test("penStatistics() give the inked share, and 0 of everything for an empty picture", () => {
  const { ink, slant } = penStatistics(data(stroke(0), new Uint8Array(1600)));
  assert.ok(Math.abs(ink[0] - 20 * 200 / 255 / 1600) < 1e-6);
  assert.deepEqual([ink[1], slant[1]], [0, 0]);
});

Deno.test("penStatistics() do not mind where a stroke stands", () => {
  const image = stroke(8);
  const moved = new Uint8Array(1600);
  moved.set(image.subarray(0, 1600 - 5 * 40 - 6), 5 * 40 + 6);
  const { ink, slant } = penStatistics(data(image, moved));
  assert.equal(ink[0], ink[1]);
  assert.ok(Math.abs(slant[0] - slant[1]) < 1e-4);
});
