/** Drawings that anybody reads at a glance, with the model that is shipped. */
import assert from "node:assert/strict";
import { createRandom } from "../lib/base/random.ts";
import { type Dataset, pictureAt } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { designHand, writeSign } from "../lib/dataset/stroke_designs.ts";
import { drawStrokes, type Stroke } from "../lib/image/draw_strokes.ts";
import type { GrayImage } from "../lib/image/gray_image.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import { resize } from "../lib/image/resize.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";

/** A pad as the page has it, in pixels, and its pen. */
const [PAD, PEN] = [560, 26];
/** What lies between two digits, in their height. */
const GAP = 0.15;

/** A number in the middle of a pad, as high as a share of it; its ones are lines. */
function drawNumber(text: string, share: number, seed: number): Promise<Uint8Array> {
  const random = createRandom(seed);
  const hand = designHand(random);
  const height = share * PAD;
  const strokes: Stroke[] = [];
  let right = 0;
  for (const sign of text) {
    const written = sign === "1"
      ? [[{ x: 0, y: 0 }, { x: 0, y: 1 }]]
      : writeSign(hand, Number(sign), random);
    const [xs, ys] = [written.flat().map(({ x }) => x), written.flat().map(({ y }) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const scale = (height - PEN) / (Math.max(...ys) - top);
    const start = right;
    strokes.push(
      ...written.map((stroke) =>
        stroke.map(({ x, y }) => ({ x: start + scale * (x - left), y: scale * (y - top) }))
      ),
    );
    right += scale * (Math.max(...xs) - left) + GAP * height;
  }
  const [x, y] = [(PAD - right + GAP * height) / 2, (PAD - height + PEN) / 2];
  const placed = strokes.map((stroke) =>
    stroke.map((point) => ({ x: point.x + x, y: point.y + y }))
  );
  return encodePng(drawStrokes(placed, { width: PAD, height: PAD, pen: PEN }));
}

Deno.test("a one that is a mere line is read beside another digit, however high both are", async () => {
  await using recognizer = await openRecognizer();
  let [right, count] = [0, 0];
  for (const share of [0.6, 0.75, 0.85]) {
    for (const text of ["10", "21", "17", "31", "61", "14"]) {
      for (let seed = 1; seed <= 4; seed++) {
        count++;
        if ((await recognizer.read(await drawNumber(text, share, seed))).text === text) right++;
      }
    }
  }
  assert.ok(right >= 0.8 * count, `${right} of ${count}`);
});

Deno.test("a digit of seven pixels is read, and answered", async () => {
  await using recognizer = await openRecognizer();
  const digits = await loadMnist("test");
  const [count, side] = [200, 9];
  let right = 0;
  for (let i = 0; i < count; i++) {
    const small = resize(pictureAt(digits, i), side, side);
    if ((await recognizer.read(await encodePng(small))).text === String(digits.labels[i])) right++;
  }
  assert.ok(right >= 0.95 * count, `${right} of ${count}`);
});

/** MNIST's test digits from one on, side by side, light on a dark canvas in the middle of a light window. */
function canvasInWindow(digits: Dataset, first: number, count: number, side: number): GrayImage {
  const [width, height] = [side * (count + 4), side * 5];
  const data = new Float32Array(width * height).fill(0.08);
  for (let n = 0; n < count; n++) {
    const digit = resize(pictureAt(digits, first + n), side, side);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        data[(2 * side + y) * width + (2 + n) * side + x] = 1 - digit.data[y * side + x];
      }
    }
  }
  return { width, height, data };
}

Deno.test("a digit on a dark canvas in a light window is read, and most numbers are", async () => {
  await using recognizer = await openRecognizer();
  const digits = await loadMnist("test");
  const rightOf = async (count: number, pictures: number) => {
    let right = 0;
    for (let n = 0; n < pictures; n++) {
      const picture = canvasInWindow(digits, n * count, count, 60);
      const { reading } = await recognizer.readPicture({ ...picture, scale: 1 });
      const text = digits.labels.subarray(n * count, (n + 1) * count).join("");
      right += Number(reading.text.replaceAll(" ", "") === text);
    }
    return right;
  };
  const [alone, three] = [await rightOf(1, 100), await rightOf(3, 60)];
  assert.ok(alone >= 90, `${alone} of 100 digits`);
  assert.ok(three >= 49, `${three} of 60 numbers`);
});
