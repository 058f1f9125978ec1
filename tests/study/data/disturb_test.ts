import assert from "node:assert/strict";
import { createRandom } from "../../../lib/base/random.ts";
import { pictureAt } from "../../../lib/dataset/dataset.ts";
import type { GrayImage } from "../../../lib/image/gray_image.ts";
import { addNoise, blur, disturb, rotate } from "../../../lib/study/data/disturb.ts";

/** Paper with one black pixel. */
function dot(side: number, x: number, y: number): GrayImage {
  const data = new Float32Array(side * side);
  data[y * side + x] = 1;
  return { width: side, height: side, data };
}
const sum = ({ data }: GrayImage) => data.reduce((a, b) => a + b, 0);
const near = (a: GrayImage, b: GrayImage) =>
  a.data.every((ink, i) => Math.abs(ink - b.data[i]) < 1e-6);

Deno.test("rotate() turns clockwise about the middle", () => {
  assert.ok(near(rotate(dot(9, 4, 1), 90), dot(9, 7, 4)));
  assert.ok(near(rotate(dot(9, 4, 1), 0), dot(9, 4, 1)));
  assert.ok(Math.abs(sum(rotate(dot(9, 0, 0), 45))) < 1e-6, "a corner turns out of the picture");
});

Deno.test("blur() spreads ink evenly and loses none within the picture", () => {
  const blurred = blur(dot(21, 10, 10), 1.5);
  assert.ok(Math.abs(sum(blurred) - 1) < 1e-5);
  const { data, width } = blurred;
  const variance = data.reduce((all, ink, i) => all + ink * (i % width - 10) ** 2, 0);
  assert.ok(Math.abs(variance - 1.5 ** 2) < 0.1, `${variance}`);
  assert.ok(near(blur(blurred, 0), blurred));
});

Deno.test("addNoise() is as strong as it says, within [0, 1]", () => {
  const grey = { width: 100, height: 100, data: new Float32Array(10_000).fill(0.5) };
  const { data } = addNoise(grey, 0.1, createRandom(1));
  const variance = data.reduce((all, ink) => all + (ink - 0.5) ** 2, 0) / data.length;
  assert.ok(Math.abs(Math.sqrt(variance) - 0.1) < 0.005);
  const strong = addNoise(grey, 5, createRandom(1)).data;
  assert.ok(strong.every((ink) => ink >= 0 && ink <= 1));
});

Deno.test("disturb() changes every picture and no label", () => {
  const images = Uint8Array.from([...dot(5, 1, 1).data, ...dot(5, 2, 2).data], (ink) => 255 * ink);
  const dataset = {
    images,
    labels: Uint8Array.of(0, 1),
    classes: ["a", "b"],
    size: 2,
    width: 5,
    height: 5,
  };
  const turned = disturb(dataset, (image) => rotate(image, 90));
  assert.deepEqual(turned.labels, dataset.labels);
  assert.ok(near(pictureAt(turned, 0), dot(5, 3, 1)) && near(pictureAt(turned, 1), dot(5, 2, 2)));
});
