/** Each piece of the augmentation alone, and the recipe. */
import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { augment, augmentNegative } from "../../lib/dataset/augment.ts";
import * as corruptions from "../../lib/dataset/augment/corruptions.ts";
import { drawHandwriting } from "../../lib/dataset/augment/draw_handwriting.ts";
import { drawPenDigit } from "../../lib/dataset/augment/draw_pen_digit.ts";
import { drawWarp } from "../../lib/dataset/augment/draw_warp.ts";
import { type Inking, render, warp } from "../../lib/dataset/augment/render.ts";
import { strokeFields } from "../../lib/dataset/augment/stroke_fields.ts";
import { imageAt, take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";

const dataset = take(await loadMnist("train"), 60);
const fields = strokeFields(dataset);
const still = { rotation: 0, shear: 0, scale: 1, aspect: 1, shift: 0, elastic: 0 };
const inPlace = drawWarp(28, still, createRandom(1));
const mass = (image: Float32Array) => image.reduce((a, b) => a + b, 0);
const inked = (index: number, inking: Inking) =>
  render(dataset, fields, index, inPlace, inking, []);

Deno.test("drawWarp() without bounds takes every pixel from its own place", () => {
  inPlace.forEach((place, i) => {
    const pixel = i >> 1;
    const own = i % 2 ? Math.floor(pixel / 28) : pixel % 28;
    assert.ok(Math.abs(place - own) < 1e-4);
  });
  const out = warp(imageAt(dataset, 0), 28, 28, inPlace);
  assert.ok(out.every((ink, i) => Math.abs(ink - imageAt(dataset, 0)[i] / 255) < 1e-3));
});

Deno.test("drawWarp() stays within its bounds", () => {
  const random = createRandom(2);
  for (let trial = 0; trial < 100; trial++) {
    const shifted = drawWarp(28, { ...still, shift: 2 }, random);
    shifted.forEach((place, i) => assert.ok(Math.abs(place - inPlace[i]) <= 2.001));
    const turned = drawWarp(28, { ...still, rotation: 16 }, random);
    // The corner turns farthest: 13.5 * sqrt(2) pixels from the centre, a chord of 16 degrees.
    const reach = 2 * 13.5 * Math.SQRT2 * Math.sin(8 * Math.PI / 180);
    turned.forEach((place, i) => assert.ok(Math.abs(place - inPlace[i]) <= reach + 0.01));
  }
});

Deno.test("strokeFields() gives the ink back: inside is below zero, the skeleton is inside", () => {
  for (let n = 0; n < 10; n++) {
    const shape = inked(n, { kind: "shape", grow: 0, softness: 1 });
    const image = imageAt(dataset, n);
    const wrong = shape.filter((ink, i) => Math.abs(image[i] / 255 - ink) > 0.6).length;
    assert.ok(wrong < 8, `${wrong} pixels differ`);
    const samples = 56 * 56;
    for (let i = n * samples; i < (n + 1) * samples; i++) {
      if (fields.skeleton[i] === 0) assert.ok(fields.edge[i] < 0);
    }
  }
});

Deno.test("render() makes strokes bolder, finer and hollow as it is told", () => {
  for (let n = 0; n < 10; n++) {
    const plain = mass(inked(n, { kind: "shape", grow: 0, softness: 1 }));
    assert.ok(mass(inked(n, { kind: "shape", grow: 0.8, softness: 1 })) > 1.2 * plain);
    assert.ok(mass(inked(n, { kind: "pen", radius: 0.4, softness: 1 })) < 0.7 * plain);
    const hollow = inked(n, { kind: "outline", radius: 0.4, softness: 0.6 });
    const samples = fields.skeleton.subarray(n * 56 * 56, (n + 1) * 56 * 56);
    // Deep inside, a hollow stroke is paper.
    for (let i = 0; i < 28 * 28; i++) {
      const at = (2 * Math.floor(i / 28)) * 56 + 2 * (i % 28);
      const deep = [0, 1, 56, 57].every((k) => fields.edge[n * 56 * 56 + at + k] < -1.2 * 16);
      if (deep && samples[at] < 16) assert.ok(hollow[i] < 0.5);
    }
  }
});

Deno.test("drawHandwriting() adds strokes to ones, sevens and nines alone", () => {
  const random = createRandom(3);
  for (let n = 0; n < dataset.size; n++) {
    const name = dataset.classes[dataset.labels[n]];
    const added = drawHandwriting(dataset, n, random).length;
    assert.equal(added > 0, ["1", "7", "9"].includes(name), `${name}: ${added} strokes`);
  }
});

const { drawPath: _, ...all } = corruptions;
for (const [name, corrupt] of Object.entries(all)) {
  Deno.test(`${name}() changes a picture, stays in [0, 1], and repeats with its seed`, () => {
    const run = (seed: number) => {
      const image = Float32Array.from(imageAt(dataset, 4), (byte) => byte / 255);
      const random = createRandom(seed);
      // A small cover can miss the ink: ten are seen.
      for (let i = 0; i < 10; i++) corrupt(image, 28, random);
      return image;
    };
    const image = run(1);
    assert.notDeepEqual(image, Float32Array.from(imageAt(dataset, 4), (byte) => byte / 255));
    assert.ok(image.every((value) => value >= 0 && value <= 1.0001));
    assert.deepEqual(run(1), image);
    assert.notDeepEqual(run(2), image);
  });
}

Deno.test("augment() gives a new picture each time and the same for the same seed", () => {
  const run = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 30 }, (_, n) => augment(n, { dataset, fields, random }));
  };
  const pictures = run(1);
  assert.deepEqual(run(1), pictures);
  assert.notDeepEqual(run(2), pictures);
  for (const picture of pictures) {
    assert.equal(picture.length, 28 * 28);
    assert.ok(Math.abs(Math.max(...picture) - 1) < 1e-6);
    assert.ok(picture.every((ink) => ink >= 0));
  }
});

Deno.test("augmentNegative() draws no blank pictures", () => {
  const random = createRandom(5);
  for (let n = 0; n < 200; n++) {
    const picture = augmentNegative({ dataset, fields, random });
    assert.ok(picture.every((ink) => ink >= 0 && ink <= 1.0001));
    assert.ok(mass(picture) > 5);
  }
});

Deno.test("drawPenDigit() draws every form, near the middle, the same from the same seed", () => {
  const seen = new Set<number>();
  const [one, two] = [createRandom(9), createRandom(9)];
  for (let trial = 0; trial < 100; trial++) {
    const { label, image } = drawPenDigit(one);
    assert.deepEqual(drawPenDigit(two), { label, image });
    seen.add(label);
    const edge = image.filter((_, i) => [0, 71].includes(i % 72) || [0, 71].includes(i / 72 | 0));
    assert.equal(Math.max(...edge), 0, "no ink is cut off");
    // A hair along the longer side at least, and most of the paper is left over.
    assert.ok(mass(image) > 30 && mass(image) < 0.4 * 72 * 72, `${mass(image)}`);
  }
  assert.equal(seen.size, 10);
});

Deno.test("drawPenDigit() takes what people wrote for half of the digits that they wrote", () => {
  const level = [{ x: 0, y: 0.5 }, { x: 1, y: 0.5 }];
  const people = {
    name: "pendigits",
    digits: Array.from({ length: 10 }, (_, digit) => digit === 0 ? [level] : []),
  } as const;
  const random = createRandom(4);
  let [zeros, lines] = [0, 0];
  for (let trial = 0; trial < 1000; trial++) {
    const { label, image } = drawPenDigit(random, people);
    // A level line, turned a little, is lower than any digit.
    const rows = Array.from(
      { length: 72 },
      (_, y) => Math.max(...image.slice(72 * y, 72 * y + 72)),
    );
    const height = rows.findLastIndex((ink) => ink > 0.5) - rows.findIndex((ink) => ink > 0.5);
    if (label === 0) zeros++;
    if (height < 26) {
      assert.equal(label, 0);
      lines++;
    }
  }
  assert.ok(Math.abs(lines - zeros / 2) < 3 * Math.sqrt(zeros / 4), `${lines} of ${zeros}`);
});
