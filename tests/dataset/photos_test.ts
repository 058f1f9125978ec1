/** What drawPhoto() promises, and each degradation alone. */
import assert from "node:assert/strict";
import { createRandom, type Random } from "../../lib/base/random.ts";
import { take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import {
  type DegradationName,
  degradations,
  drawPhoto,
  encodePhoto,
  type PhotoKind,
  photoKinds,
  type Strength,
  strengths,
} from "../../lib/dataset/photos.ts";
import { drawPicture, pictureKinds } from "../../lib/dataset/pictures.ts";
import { develop } from "../../lib/dataset/photos/develop.ts";
import { plainScene } from "../../lib/dataset/photos/plain_scene.ts";
import type { Scene } from "../../lib/dataset/photos/scene.ts";
import { write } from "../../lib/dataset/photos/writing/writing.ts";
import { findComponents } from "../../lib/image/components.ts";
import { encodeJpeg } from "../../lib/image/encode_jpeg.ts";
import type { RgbImage } from "../../lib/image/rgb_image.ts";

const digits = take(await loadMnist("test"), 300);
const photo = (seed: number, kind: PhotoKind, strength: Strength = "medium") =>
  drawPhoto({ digits, kind, strength, random: createRandom(seed) });

/** White paper, black ink, no noise. */
function cleanScene(seed: number): Scene {
  const scene = plainScene(createRandom(seed));
  return {
    ...scene,
    pen: { ...scene.pen, color: [0, 0, 0] },
    paper: { color: [1, 1, 1], dark: false, fibres: 0, clouds: 0, creases: [] },
    light: { tint: [1, 1, 1], slope: { fall: 0, angle: 0 }, lamp: null, shadow: null },
    camera: { ...scene.camera, zoom: 60 },
    optics: { focus: 0, pixels: 0.3, motion: 0, angle: 0 },
    sensor: { noise: 0, dead: 0, jpegQuality: null },
  };
}

const written = (seed: number, kind: PhotoKind, scene: Scene, strength: Strength = "medium") =>
  write({ digits, kind, strength, penRadius: scene.pen.radius, random: createRandom(seed) });

/** Green as darkness: what a clean picture has of ink. */
const darkness = ({ width, height, data }: RgbImage) => ({
  width,
  height,
  data: Float32Array.from({ length: width * height }, (_, i) => 1 - data[3 * i + 1] / 255),
});
const mean = (values: ArrayLike<number>) =>
  Array.prototype.reduce.call(values, (a, b) => Number(a) + Number(b), 0) as number / values.length;

Deno.test("drawPicture() draws the same bytes for the same seed, others for another", async () => {
  for (const kind of pictureKinds) {
    const draw = (seed: number) =>
      drawPicture({ digits, kind, strength: "medium", longest: 400, random: createRandom(seed) });
    const [a, b, c] = await Promise.all([5, 5, 6].map((seed) => encodePhoto(draw(seed))));
    assert.deepEqual(a, b);
    assert.notDeepEqual(a, c);
  }
});

Deno.test("drawPhoto() keeps its promises over 60 seeds, every kind at every strength", () => {
  for (let seed = 0; seed < 60; seed++) {
    const kind = photoKinds[seed % photoKinds.length];
    const { picture, truth, degradations: names } = photo(seed, kind, strengths[seed % 3]);
    const { width, height } = picture;
    assert.equal(picture.data.length, 3 * width * height);
    for (const side of [width, height]) assert.ok(side >= 200 && side <= 1000, `side ${side}`);
    const own = truth.marks.filter(({ isDigit }) => isDigit);
    assert.equal(truth.text.replace(/[\s?]/g, ""), own.map(({ sign }) => sign).join(""));
    assert.match(
      truth.text,
      {
        digit: /^\d$/,
        number: /^\d{2,6}$/,
        touching: /^\d{2,4}$/,
        lines: /^\d+ \d[\d ]*\n\d[\d\n ]*$/,
        signs: /^(?=.*\d)(?=.*\?)[\d? \n]+$/s,
        notes: /^[\d? \n]+$/,
        words: /^\?[? \n]*$/,
        crossed: /^[\d ]*\?[\d ]*\??[\d ]*$/,
        page: /^\??\d[\d? ]*(\n\??\d[\d? ]*)*$/,
        sheet: /^(\d[\d ]*\n){5,11}\d[\d ]*$/,
        empty: /^$/,
      }[kind],
    );
    assert.ok(names.length >= 1 && names.length <= 3);
    for (const { box } of own) {
      assert.ok(box.x >= 0 && box.y >= 0 && box.width >= 1);
      assert.ok(box.x + box.width <= width && box.y + box.height <= height);
      assert.ok(box.height >= 8 && box.height <= 310, `a digit ${box.height} pixels high`);
    }
  }
});

Deno.test("develop() gives boxes that hold all ink and no margin", () => {
  for (let seed = 0; seed < 8; seed++) {
    const scene = cleanScene(seed);
    const { picture, boxes } = develop(scene, written(seed, "lines", scene), createRandom(seed));
    const { width, data } = darkness(picture);
    const inside = new Uint8Array(data.length);
    for (const { x, y, width: across, height: down } of boxes) {
      for (let row = y; row < y + down; row++) {
        inside.fill(1, row * width + x, row * width + x + across);
      }
      const line = (start: number, stride: number, count: number) =>
        Array.from({ length: count }, (_, i) => data[start + i * stride]).some((ink) => ink > 0.2);
      assert.ok(line(y * width + x, 1, across) && line((y + down - 1) * width + x, 1, across));
      assert.ok(line(y * width + x, width, down) && line(y * width + x + across - 1, width, down));
    }
    assert.ok(data.every((ink, i) => inside[i] === 1 || ink < 0.45));
    assert.ok(data.some((ink) => ink > 0.9));
  }
});

Deno.test("write() keeps the digits of a number apart by 12 % of the height", () => {
  for (let seed = 0; seed < 30; seed++) {
    const { glyphs } = written(seed, "number", cleanScene(seed), strengths[seed % 3]);
    glyphs.slice(1).forEach(({ area }, i) => {
      assert.ok(area.left - glyphs[i].area.right >= 0.12 - 1e-9);
    });
  }
});

Deno.test("write() lets at least one pair of touching digits share ink, side by side", () => {
  let deep = 0;
  for (let seed = 0; seed < 30; seed++) {
    const scene = cleanScene(seed);
    const writing = written(seed, "touching", scene, strengths[seed % 3]);
    const { picture, boxes } = develop(scene, writing, createRandom(seed));
    const { components } = findComponents(darkness(picture), 0.4);
    const pairs = boxes.slice(1).map((right, i) => [boxes[i], right]);
    const joined = pairs.filter(([a, b]) =>
      components.some(({ box }) =>
        box.x < a.x + a.width / 2 && box.x + box.width > b.x + b.width / 2
      )
    );
    assert.ok(joined.length > 0, `seed ${seed}: ${writing.text} does not touch`);
    deep += pairs.filter(([a, b]) =>
      a.x + a.width - b.x > 0.55 * Math.min(a.width, b.width)
    ).length;
  }
  assert.ok(deep <= 2, `${deep} pairs lie on top of each other`);
});

Deno.test("write() keeps lines apart and spaces wider than the gaps within a group", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { glyphs, text } = written(seed, "lines", cleanScene(seed));
    let n = 0;
    let foot = -Infinity;
    for (const line of text.split("\n")) {
      const row = glyphs.slice(n, n + line.replaceAll(" ", "").length);
      assert.ok(Math.min(...row.map(({ area }) => area.top)) > foot);
      foot = Math.max(...row.map(({ area }) => area.bottom));
      for (const [i, group] of line.split(" ").entries()) {
        for (let k = 0; k < group.length; k++, n++) {
          if (k === 0 && i === 0) continue;
          const gap = glyphs[n].area.left - glyphs[n - 1].area.right;
          assert.ok(k === 0 ? gap > 0.9 : gap < 0.6, `${gap} in ${text}`);
        }
      }
    }
  }
});

Deno.test("every degradation changes the picture at every strength, the same way for the same seed", () => {
  const seed = 3;
  const scene = cleanScene(seed);
  const writing = written(seed, "number", scene);
  const without = develop(scene, writing, createRandom(seed)).picture;
  for (const [name, degradation] of Object.entries(degradations)) {
    if (name === "jpeg") continue;
    for (const strength of strengths) {
      const degraded = degradation(scene, strength, createRandom(seed));
      const { picture } = develop(degraded, writing, createRandom(seed));
      const changed = picture.width !== without.width || picture.height !== without.height ||
        picture.data.filter((byte, i) => Math.abs(byte - without.data[i]) > 1).length >
          0.001 * picture.data.length;
      assert.ok(changed, `${name}, ${strength}`);
      assert.deepEqual(degradation(scene, strength, createRandom(seed)), degraded);
    }
  }
});

/** What a measure of the picture comes to on average, with a degradation or without. */
function average(
  measure: (picture: RgbImage) => number,
  degradation: (scene: Scene, random: Random) => Scene = (scene) => scene,
): number {
  return mean(Array.from({ length: 6 }, (_, seed) => {
    const scene = cleanScene(seed);
    const writing = written(seed, "number", scene);
    const degraded = degradation(scene, createRandom(seed));
    return measure(develop(degraded, writing, createRandom(seed)).picture);
  }));
}

/** The same of the degraded picture at each strength. */
const measured = (name: DegradationName, measure: (picture: RgbImage) => number) =>
  strengths.map((strength) =>
    average(measure, (scene, random) => degradations[name](scene, strength, random))
  );

const assertRising = (values: number[]) =>
  values.slice(1).forEach((value, i) => assert.ok(value > values[i], values.join(", ")));
const darkest = (picture: RgbImage) => darkness(picture).data.reduce((a, b) => Math.max(a, b), 0);
const darknessOf = (picture: RgbImage) => mean(darkness(picture).data);
const steepest = (picture: RgbImage) => {
  const { data } = darkness(picture);
  return data.reduce((most, ink, i) => i > 0 ? Math.max(most, Math.abs(ink - data[i - 1])) : 0, 0);
};

Deno.test("faintPencil() leaves less ink the stronger it is", () => {
  assertRising(measured("faintPencil", darkest).reverse());
});

Deno.test("thickMarker() leaves more ink the stronger it is", () => {
  assertRising(measured("thickMarker", (picture) => {
    const { data } = darkness(picture);
    return data.filter((ink) => ink > 0.5).length;
  }));
});

Deno.test("focusBlur() and motionBlur() flatten edges the more the stronger they are", () => {
  for (const name of ["focusBlur", "motionBlur"] as const) {
    assertRising(measured(name, steepest).reverse());
  }
});

Deno.test("unevenLight() and handShadow() take light away, more when stronger", () => {
  for (const name of ["unevenLight", "handShadow"] as const) {
    assertRising([average(darknessOf), ...measured(name, darknessOf)]);
  }
});

Deno.test("darkMode() turns light and dark over", () => {
  for (const typical of measured("darkMode", darknessOf)) assert.ok(typical > 0.5);
});

Deno.test("saltAndPepper() and sensorNoise() disturb more pixels when stronger", () => {
  for (const name of ["saltAndPepper", "sensorNoise"] as const) {
    assertRising(measured(name, (picture) => {
      const { data } = darkness(picture);
      return mean(data.map((ink, i) => i > 0 ? (ink - data[i - 1]) ** 2 : 0));
    }));
  }
});

Deno.test("jpeg() makes smaller files when stronger", async () => {
  const scene = cleanScene(2);
  const { picture } = develop(scene, written(2, "lines", scene), createRandom(2));
  const sizes = await Promise.all(strengths.map(async (strength) => {
    const { jpegQuality } = degradations.jpeg(scene, strength, createRandom(2)).sensor;
    return (await encodeJpeg(picture, jpegQuality!)).length;
  }));
  assertRising(sizes.reverse());
});

Deno.test("an empty photo shows no ink", () => {
  const scene = cleanScene(1);
  const writing = written(1, "empty", scene);
  assert.deepEqual([writing.text, writing.glyphs.length], ["", 0]);
  assert.equal(darkest(develop(scene, writing, createRandom(1)).picture), 0);
});
