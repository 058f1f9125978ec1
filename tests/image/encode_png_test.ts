import assert from "node:assert/strict";
import sharp from "sharp";
import { encodePng } from "../../lib/image/encode_png.ts";

const image = { width: 3, height: 2, data: Float32Array.of(0, 0.2, 0.4, 0.6, 0.8, 1) };

Deno.test("encodePng() writes ink black on white, one channel of 8 bits", async () => {
  const png = await encodePng(image);
  const { channels, depth, format } = await sharp(png).metadata();
  assert.deepEqual([channels, depth, format], [1, "uchar", "png"]);
  const pixels = await sharp(png).extractChannel(0).raw().toBuffer();
  assert.deepEqual([...pixels], [255, 204, 153, 102, 51, 0]);
});

Deno.test("encodePng() gives the same bytes for the same picture", async () => {
  assert.deepEqual(await encodePng(image), await encodePng(structuredClone(image)));
});
