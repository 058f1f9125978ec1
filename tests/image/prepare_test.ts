/** What must not change the 28x28 that the network sees. */
import assert from "node:assert/strict";
import sharp from "sharp";
import { pictureAt } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { decode } from "../../lib/image/decode.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";
import { ink } from "../../lib/image/ink.ts";
import { normalize } from "../../lib/image/normalize.ts";
import { prepare } from "../../lib/image/prepare.ts";
import { removeSpecks } from "../../lib/image/remove_specks.ts";
import { resize } from "../../lib/image/resize.ts";
import { toLight } from "../../lib/image/shares.ts";
import { difference, five } from "./pictures.ts";

const input = { width: 28, height: 28, prepare: "normalize" } as const;
const reference = prepare(five(), input);

function padded(image: GrayImage, margin: number, paper: number): GrayImage {
  const [width, height] = [image.width + 2 * margin, image.height + 2 * margin];
  const data = new Float32Array(width * height).fill(paper);
  for (let y = 0; y < image.height; y++) {
    data.set(
      image.data.subarray(y * image.width, (y + 1) * image.width),
      (y + margin) * width + margin,
    );
  }
  return { width, height, data };
}

const mapped = (image: GrayImage, change: (value: number, index: number) => number) => ({
  ...image,
  data: image.data.map(change),
});

const same: [string, () => GrayImage, number][] = [
  ["inverted colours", () => mapped(five(), (value) => 1 - value), 1e-6],
  ["a margin", () => padded(five(), 40, 0), 1e-6],
  ["twice the size", () => five(128), 0.02],
  ["eight times the size", () => five(512), 0.02],
  ["grey paper and pale ink", () => mapped(five(), (value) => 0.3 + 0.25 * value), 0.01],
  [
    "a far speck",
    () => mapped(padded(five(), 40, 0), (v, i) => i % 144 === 3 && i < 500 ? 1 : v),
    1e-6,
  ],
];
for (const [name, make, tolerance] of same) {
  Deno.test(`prepare() is not moved by ${name}`, () => {
    const gap = difference(prepare(make(), input), reference);
    assert.ok(gap <= tolerance, `mean difference ${gap}`);
  });
}

Deno.test("prepare() is not moved by a photo's EXIF rotation", async () => {
  const upright = sharp(toLight(five().data), { raw: { width: 64, height: 64, channels: 1 } });
  for (const [turn, orientation] of [[90, 8], [180, 3], [270, 6]]) {
    const jpeg = await upright.clone().rotate(turn).withMetadata({ orientation })
      .jpeg({ quality: 95 }).toBuffer();
    const gap = difference(prepare(await decode(jpeg), input), reference);
    assert.ok(gap < 0.01, `orientation ${orientation}: mean difference ${gap}`);
  }
});

Deno.test("prepare() leaves MNIST's own digits as they are", async () => {
  const test = await loadMnist("test");
  let sum = 0;
  for (let i = 0; i < 1000; i++) {
    const image = pictureAt(test, i);
    sum += difference(prepare(image, input), image);
  }
  assert.ok(sum / 1000 < 0.002, `mean difference ${sum / 1000}`);
});

Deno.test("prepare() with resize keeps the picture whole, paper and all", () => {
  const whole = prepare(five(128), { width: 64, height: 64, prepare: "resize" });
  assert.ok(difference(whole, five(64)) < 0.01);
});

Deno.test("ink() finds none on blank paper of any shade", () => {
  for (const shade of [0, 0.4, 1]) {
    const blank = { width: 30, height: 20, data: new Float32Array(600).fill(shade) };
    assert.throws(() => ink(blank), { name: "ImageError", code: "no-ink", message: /no ink/ });
  }
});

Deno.test("ink() tells light writing from dark", () => {
  const light = ink(mapped(five(), (value) => 1 - value));
  assert.ok(difference(light, ink(five())) < 1e-6);
});

Deno.test("removeSpecks() keeps the parts of a broken digit", () => {
  const broken = mapped(five(), (value, i) => i % 64 > 27 && i % 64 < 31 ? 0 : value);
  assert.deepEqual(removeSpecks(broken).data, broken.data);
});

Deno.test("normalize() puts 20 pixels of ink around the centre of mass", () => {
  const { data } = normalize(five(256));
  let [mass, x, y] = [0, 0, 0];
  data.forEach((value, i) => {
    mass += value;
    x += value * (i % 28);
    y += value * Math.floor(i / 28);
  });
  assert.ok(Math.abs(x / mass - 14) <= 0.5 && Math.abs(y / mass - 14) <= 0.5);
  assert.equal(Math.max(...data), 1);
  const rows = new Set([...data.keys()].filter((i) => data[i] > 0).map((i) => Math.floor(i / 28)));
  assert.equal(rows.size, 20);
});

Deno.test("resize() keeps the mean, to any size", () => {
  const mean = (image: GrayImage) => image.data.reduce((a, b) => a + b, 0) / image.data.length;
  for (const size of [7, 28, 61, 200]) {
    assert.ok(Math.abs(mean(resize(five(), size, size)) - mean(five())) < 0.004, String(size));
  }
});
