/** What drawCanvas() promises. */
import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { canvasKinds, drawCanvas } from "../../lib/dataset/photos/canvas/canvas.ts";
import { assertSound } from "./sound_truth.ts";

const digits = take(await loadMnist("test"), 300);
const TEXTS = { canvas: /^\d$/, canvasRow: /^\d[\d\n]*\d$/, canvasSigns: /^[\d?\n]+$/ };
const canvases = (kind: typeof canvasKinds[number], count: number, longest = 240) =>
  Array.from(
    { length: count },
    (_, seed) => drawCanvas({ digits, kind, longest, random: createRandom(seed) }),
  );

Deno.test("drawCanvas() refuses what ten digits in a row do not fit in", () => {
  assert.throws(() => canvases("canvasRow", 1, 32), { name: "RangeError", message: /need 100/ });
  for (const photo of canvases("canvasRow", 20, 100)) assertSound(photo);
});

Deno.test("drawCanvas() keeps to its sizes and tells the truth", () => {
  for (const kind of canvasKinds) {
    for (const photo of canvases(kind, 60)) {
      const { width, height } = photo.picture;
      assert.ok(Math.min(width, height) >= 28 && Math.max(width, height) <= 240);
      assert.ok(width <= 4 * height + 1 && height <= 3 * width + 1, `${width} x ${height}`);
      assertSound(photo);
      assert.match(photo.truth.text, TEXTS[kind]);
      for (const { box, isDigit } of photo.truth.marks) assert.ok(!isDigit || box.height >= 5);
    }
  }
});

Deno.test("drawCanvas() mixes digits with letters, signs and scribbles, which are no digits", () => {
  const marks = canvases("canvasSigns", 60).flatMap(({ truth }) => truth.marks);
  const others = marks.filter(({ isDigit }) => !isDigit).map(({ sign }) => sign);
  assert.ok(marks.length - others.length > 20 && others.length > 60, `${others.length} others`);
  for (const kind of [/^[A-Z]$/, /^[a-z]$/, /^[^A-Za-z0-9]$/, /^scribble$/]) {
    assert.ok(others.some((sign) => kind.test(sign)), `none like ${kind}`);
  }
});

Deno.test("drawCanvas() draws digits that touch the sides, tiny ones and pure two-level pictures", () => {
  const photos = canvases("canvas", 120);
  const touches = photos.filter(({ picture: { width, height }, truth: { marks: [{ box }] } }) =>
    box.x === 0 || box.y === 0 || box.x + box.width === width || box.y + box.height === height
  );
  assert.ok(touches.length >= 20, `${touches.length} touch`);
  const tiny = photos.filter(({ picture, truth }) =>
    truth.marks[0].box.height < 0.2 * picture.height
  );
  assert.ok(tiny.length >= 8, `${tiny.length} are tiny`);
  const hard = photos.filter(({ truth }) => truth.ink.every((share) => share === 0 || share === 1));
  assert.ok(hard.length >= 20 && hard.length <= 90, `${hard.length} have hard edges`);
});

Deno.test("drawCanvas() shows ink where the truth has it, lighter or darker than the ground", () => {
  let light = 0;
  for (const { picture, truth, jpegQuality } of canvases("canvasRow", 60)) {
    if (jpegQuality !== null) continue;
    const levels = Array.from(truth.ink, (_, i) => brightness(picture.data, i));
    const bare = levels.filter((_, i) => truth.ink[i] === 0).sort((a, b) => a - b);
    const ground = bare[bare.length >> 1];
    const differences = truth.marks.map((_, n) => {
      const own = [...levels.keys()].filter((i) => truth.owner[i] === n + 1);
      const boldest = own.reduce((best, i) => truth.ink[i] > truth.ink[best] ? i : best);
      return (levels[boldest] - ground) / truth.ink[boldest];
    });
    for (const difference of differences) assert.ok(Math.abs(difference) > 0.02);
    if (differences[0] > 0) light++;
  }
  assert.ok(light >= 10 && light <= 45, `${light} are lighter`);
});

const brightness = (data: Uint8Array, i: number) =>
  (0.2126 * data[3 * i] + 0.7152 * data[3 * i + 1] + 0.0722 * data[3 * i + 2]) / 255;

Deno.test("drawCanvas() writes some digits much smaller than their neighbours, in some rows", () => {
  const uneven = canvases("canvasRow", 60).filter(({ truth }) => {
    const heights = truth.marks.map(({ box }) => box.height);
    return Math.max(...heights) > 2.4 * Math.min(...heights);
  });
  assert.ok(uneven.length > 6 && uneven.length < 40, `${uneven.length} of 60`);
});
