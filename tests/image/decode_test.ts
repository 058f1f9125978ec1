import assert from "node:assert/strict";
import sharp from "sharp";
import { ImageError, type ImageErrorCode } from "../../lib/base/errors.ts";
import { decode } from "../../lib/image/decode.ts";
import { toLight } from "../../lib/image/shares.ts";
import { difference, five } from "./pictures.ts";

const picture = five();
const grey = () => sharp(toLight(picture.data), { raw: { width: 64, height: 64, channels: 1 } });
const close = async (bytes: Uint8Array, tolerance = 0.02) => {
  const image = await decode(bytes);
  assert.equal(image.width, 64);
  assert.equal(image.height, 64);
  assert.equal(image.scale, 1);
  const gap = difference(image, picture);
  assert.ok(gap < tolerance, `mean difference ${gap}`);
};

const formats: [string, () => Promise<Uint8Array>][] = [
  ["PNG, grey", () => grey().toColourspace("b-w").png().toBuffer()],
  ["PNG, colour", () => grey().toColourspace("srgb").png().toBuffer()],
  ["PNG, palette", () => grey().png({ palette: true, colours: 4 }).toBuffer()],
  ["PNG, 16 bit", () => grey().toColourspace("grey16").png().toBuffer()],
  ["PNG, transparent paper", async () => {
    const alpha = Uint8Array.from(picture.data, (ink) => Math.round(255 * ink));
    const black = new Uint8Array(64 * 64 * 4);
    alpha.forEach((a, i) => black[4 * i + 3] = a);
    return await sharp(black, { raw: { width: 64, height: 64, channels: 4 } }).png().toBuffer();
  }],
  ["JPEG", () => grey().jpeg({ quality: 95 }).toBuffer()],
  ["JPEG, CMYK", () => grey().toColourspace("cmyk").jpeg({ quality: 95 }).toBuffer()],
  [
    "JPEG, turned by EXIF",
    () => grey().rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 95 }).toBuffer(),
  ],
  ["WebP", () => grey().webp({ quality: 95 }).toBuffer()],
  ["GIF", () => grey().gif().toBuffer()],
  ["TIFF", () => grey().tiff().toBuffer()],
  ["AVIF", () => grey().avif({ quality: 90 }).toBuffer()],
];
for (const [name, make] of formats) {
  Deno.test(`decode() reads ${name}`, async () => await close(await make(), 0.05));
}

for (const bits of [1, 8, 24, 32] as const) {
  Deno.test(`decode() reads BMP of ${bits} bits`, async () => await close(bmp(bits), 0.05));
}

Deno.test("decode() reads BMP with bit fields in the usual places", async () => {
  await close(bmp(32, [0xff0000, 0xff00, 0xff]), 0.05);
});

Deno.test("decode() puts light drawings without a ground on black", async () => {
  const white = new Uint8Array(64 * 64 * 4).fill(255);
  picture.data.forEach((ink, i) => white[4 * i + 3] = Math.round(255 * ink));
  const png = await sharp(white, { raw: { width: 64, height: 64, channels: 4 } }).png().toBuffer();
  const image = await decode(png);
  const turned = { ...image, data: image.data.map((value) => 1 - value) };
  assert.ok(difference(turned, picture) < 0.02);
});

Deno.test("decode() works on large pictures at a smaller size and says by how much", async () => {
  const png = await grey().resize(3200, 3200).png().toBuffer();
  const image = await decode(png, { maxSide: 640 });
  assert.equal(image.width, 640);
  assert.equal(image.scale, 5);
});

Deno.test("decode() says by how much a long, narrow picture is smaller, however its width is rounded", async () => {
  const png = await sharp({ create: { width: 5, height: 9000, channels: 3, background: "white" } })
    .png().toBuffer();
  const { height, scale } = await decode(png, { maxSide: 896 });
  assert.equal(height * scale, 9000);
});

Deno.test("decode() works on a strip as long as its pixels allow", async () => {
  const png = await sharp({ create: { width: 9000, height: 90, channels: 3, background: "white" } })
    .png().toBuffer();
  const { width, height } = await decode(png, { maxSide: 896 });
  assert.deepEqual([width, height], [4480, 45]);
});

const refusals: [string, ImageErrorCode, () => Uint8Array | Promise<Uint8Array>, RegExp][] = [
  ["an empty file", "not-an-image", () => new Uint8Array(), /empty/],
  [
    "a PNG cut short",
    "damaged",
    async () => (await grey().png().toBuffer()).subarray(0, 300),
    /PNG/,
  ],
  [
    "a JPEG cut short",
    "damaged",
    async () => (await grey().jpeg().toBuffer()).subarray(0, 400),
    /JPEG/,
  ],
  ["a BMP cut short", "damaged", () => bmp(24).subarray(0, 500), /BMP.*500/],
  [
    "a BMP of red and blue changed over",
    "unsupported",
    () => bmp(32, [0xff, 0xff00, 0xff0000]),
    /PNG/,
  ],
];
for (const [name, code, make, message] of refusals) {
  Deno.test(`decode() refuses ${name}`, async () => {
    const bytes = await make();
    await assert.rejects(() => decode(bytes), (error) => {
      assert.ok(error instanceof ImageError, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
  });
}

/** The five as an uncompressed Windows bitmap; where masks are given, they say where its colours stand. */
function bmp(bits: 1 | 8 | 24 | 32, masks: readonly number[] = []): Uint8Array {
  const colors = bits <= 8 ? 2 ** bits : 0;
  const stride = Math.ceil(64 * bits / 32) * 4;
  const start = 54 + 4 * (colors + masks.length);
  const bytes = new Uint8Array(start + stride * 64);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, 64, true);
  view.setInt32(22, 64, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, masks.length, true);
  masks.forEach((mask, i) => view.setUint32(54 + 4 * i, mask, true));
  for (let i = 0; i < colors; i++) {
    bytes.fill(Math.round(255 * i / (colors - 1)), 54 + 4 * i, 57 + 4 * i);
  }
  for (let y = 0; y < 64; y++) {
    const row = start + stride * (63 - y);
    for (let x = 0; x < 64; x++) {
      const light = Math.round(255 * (1 - picture.data[y * 64 + x]));
      if (bits >= 24) bytes.fill(light, row + x * bits / 8, row + x * bits / 8 + 3);
      else if (bits === 8) bytes[row + x] = light;
      else if (light >= 128) bytes[row + (x >> 3)] |= 128 >> (x & 7);
    }
  }
  return bytes;
}
