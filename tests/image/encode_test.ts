import assert from "node:assert/strict";
import sharp from "sharp";
import { decode } from "../../lib/image/decode.ts";
import { encodeJpeg } from "../../lib/image/encode_jpeg.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import { sniff } from "../../lib/image/sniff.ts";

const [width, height] = [40, 24];
const coloured = {
  width,
  height,
  data: Uint8Array.from(
    { length: 3 * width * height },
    (_, i) => (i / 3 | 0) % width < 20 ? 240 : 16,
  ),
};

Deno.test("encodePng() keeps every pixel of a coloured picture", async () => {
  const bytes = await encodePng(coloured);
  assert.equal(sniff(bytes), "png");
  const back = await decode(bytes);
  assert.deepEqual([back.width, back.height], [width, height]);
  back.data.forEach((ink, i) =>
    assert.ok(Math.abs(ink - (1 - coloured.data[3 * i] / 255)) < 0.006)
  );
  assert.deepEqual(await encodePng(coloured), bytes);
});

Deno.test("encodeJpeg() comes the nearer, the higher the quality", async () => {
  const errors = await Promise.all([95, 5].map(async (quality) => {
    const bytes = await encodeJpeg(coloured, quality);
    assert.equal(sniff(bytes), "jpeg");
    const { data } = await decode(bytes);
    return data.reduce((sum, ink, i) => sum + Math.abs(ink - (1 - coloured.data[3 * i] / 255)), 0);
  }));
  assert.ok(errors[0] < errors[1] && errors[0] / (width * height) < 0.02, errors.join(", "));
});

const grey = { width: 3, height: 2, data: Float32Array.of(0, 0.2, 0.4, 0.6, 0.8, 1) };

Deno.test("encodePng() writes ink black on white, one channel of 8 bits", async () => {
  const png = await encodePng(grey);
  const { channels, depth, format } = await sharp(png).metadata();
  assert.deepEqual([channels, depth, format], [1, "uchar", "png"]);
  const pixels = await sharp(png).extractChannel(0).raw().toBuffer();
  assert.deepEqual([...pixels], [255, 204, 153, 102, 51, 0]);
});
