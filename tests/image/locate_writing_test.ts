import assert from "node:assert/strict";
import { encodePng } from "../../lib/image/encode_png.ts";
import { locateWriting } from "../../lib/image/locate_writing.ts";
import { five } from "./pictures.ts";

/** A sheet of 1600 x 1000 pixels with fives of these sizes from left to right. */
function sheetOf(sizes: readonly number[]): Promise<Uint8Array> {
  const [width, height] = [1600, 1000];
  const data = new Float32Array(width * height);
  sizes.forEach((size, n) => {
    five(size).data.forEach((ink, i) => {
      data[(300 + Math.floor(i / size)) * width + 100 + 500 * n + i % size] = ink;
    });
  });
  return encodePng({ width, height, data });
}

Deno.test("locateWriting() looks at large digits in few pixels", async () => {
  const { image, found } = await locateWriting(await sheetOf([400, 400]));
  assert.equal(image.width, 448);
  assert.equal(found!.writing.lines[0].pieces.length, 2);
});

Deno.test("locateWriting() looks closely where digits are small", async () => {
  const { image, found } = await locateWriting(await sheetOf([60, 60]));
  assert.equal(image.width, 1200);
  assert.equal(found!.writing.lines[0].pieces.length, 2);
});

Deno.test("locateWriting() takes a picture of few pixels for a digit cut out", async () => {
  const { image, found } = await locateWriting(await encodePng(five(28)));
  assert.deepEqual([image.width, found], [28, null]);
});
