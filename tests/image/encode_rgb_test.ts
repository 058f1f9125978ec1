import assert from "node:assert/strict";
import { decode } from "../../lib/image/decode.ts";
import { encodeRgb } from "../../lib/image/encode_rgb.ts";
import { sniff } from "../../lib/image/sniff.ts";

const [width, height] = [40, 24];
const image = {
  width,
  height,
  data: Uint8Array.from(
    { length: 3 * width * height },
    (_, i) => (i / 3 | 0) % width < 20 ? 240 : 16,
  ),
};

Deno.test("encodeRgb() makes a PNG that keeps every pixel", async () => {
  const bytes = await encodeRgb(image);
  assert.equal(sniff(bytes), "png");
  const back = await decode(bytes);
  assert.deepEqual([back.width, back.height], [width, height]);
  back.data.forEach((ink, i) => assert.ok(Math.abs(ink - (1 - image.data[3 * i] / 255)) < 0.006));
  assert.deepEqual(await encodeRgb(image), bytes);
});

Deno.test("encodeRgb() makes a JPEG whose quality says how near it comes", async () => {
  const errors = await Promise.all([95, 5].map(async (jpegQuality) => {
    const bytes = await encodeRgb(image, { jpegQuality });
    assert.equal(sniff(bytes), "jpeg");
    const { data } = await decode(bytes);
    return data.reduce((sum, ink, i) => sum + Math.abs(ink - (1 - image.data[3 * i] / 255)), 0);
  }));
  assert.ok(errors[0] < errors[1] && errors[0] / (width * height) < 0.02, errors.join(", "));
});
