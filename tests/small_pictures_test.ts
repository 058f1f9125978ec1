/** Pictures of few pixels, through the front door, with the model that is shipped. */
import assert from "node:assert/strict";
import { imageAt, pictureAt } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import type { GrayImage } from "../lib/image/gray_image.ts";
import { resize } from "../lib/image/resize.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";

const digits = await loadMnist("test");

/** Two digits of the set and more side by side, 20 pixels for each, ink 1. */
function sideBySide(first: number, count: number): { image: GrayImage; text: string } {
  const [width, height] = [20 * count + 8, 28];
  const data = new Float32Array(width * height);
  let text = "";
  for (let n = 0; n < count; n++) {
    imageAt(digits, first + n).forEach((byte, i) => {
      const at = Math.floor(i / 28) * width + 20 * n + i % 28;
      data[at] = Math.max(data[at], byte / 255);
    });
    text += digits.classes[digits.labels[first + n]];
  }
  return { image: { width, height, data }, text };
}

async function shareRead(pictures: readonly { image: GrayImage; text: string }[]): Promise<number> {
  const recognizer = await openRecognizer({ model: "models/digits" });
  let right = 0;
  for (const { image, text } of pictures) {
    const reading = await recognizer.read(await encodePng(image));
    if (reading.text === text) right++;
  }
  await recognizer.close();
  return right / pictures.length;
}

const mapped = (image: GrayImage, change: (ink: number) => number) => ({
  ...image,
  data: image.data.map(change),
});

Deno.test("read() reads pictures of pure black and white, whichever is the ink", async () => {
  for (const [ink, paper] of [[1, 0], [0, 1]]) {
    const share = await shareRead(Array.from({ length: 200 }, (_, i) => {
      const { image, text } = sideBySide(i, 1);
      return { text, image: mapped(image, (value) => value > 0.5 ? ink : paper) };
    }));
    assert.ok(share > 0.95, `${100 * share} % read right with ink ${ink}`);
  }
});

Deno.test("read() reads all digits of a small picture", async () => {
  const share = await shareRead(
    Array.from({ length: 100 }, (_, i) => sideBySide(4 * i, 2 + i % 3)),
  );
  assert.ok(share > 0.8, `${100 * share} % read right`);
});

/** A page of rows and columns, a digit in each cell of so many pixels. */
function pageOf(columns: number, rows: number, cell: number): GrayImage {
  const [width, height] = [columns * cell, rows * cell];
  const data = new Float32Array(width * height);
  for (let n = 0; n < columns * rows; n++) {
    const left = cell * (n % columns) + ((cell - 28) >> 1);
    const top = cell * Math.floor(n / columns) + ((cell - 28) >> 1);
    imageAt(digits, n).forEach((byte, i) => {
      data[(top + Math.floor(i / 28)) * width + left + i % 28] = byte / 255;
    });
  }
  return { width, height, data };
}

Deno.test("read() finds all digits of a page that is full of small ones", async () => {
  const recognizer = await openRecognizer({ model: "models/digits" });
  for (const [columns, rows, cell] of [[12, 12, 40], [10, 10, 48], [7, 11, 39], [16, 4, 61]]) {
    const file = await encodePng(pageOf(columns, rows, cell));
    const { digits: found, text } = await recognizer.read(file);
    const [lines, all] = [text.split("\n").length, columns * rows];
    assert.ok(
      lines === rows && Math.abs(found.length - all) <= 0.02 * all,
      `${found.length} of ${all} digits in ${lines} of ${rows} lines, ${cell} pixels apart`,
    );
  }
  await recognizer.close();
});

/** An A4 page at 150 dots an inch with numbers below each other, their digits so many pixels high. */
function sheetOf(first: number, height: number): { image: GrayImage; text: string } {
  const [width, side] = [1240, Math.round(1.4 * height)];
  const image = { width, height: 1754, data: new Float32Array(width * 1754) };
  let [n, text] = [first, ""];
  for (let row = 0; row < 12; row++) {
    for (let i = 0; i < 1 + row % 5; i++, n++) {
      const [left, top] = [150 + 10 * row + height * i, 500 + Math.round(2.2 * height * row)];
      resize(pictureAt(digits, n), side, side).data.forEach((ink, at) => {
        const place = (top + Math.floor(at / side)) * width + left + at % side;
        image.data[place] = Math.max(image.data[place], ink);
      });
      text += digits.classes[digits.labels[n]];
    }
    text += "\n";
  }
  return { image, text: text.trim() };
}

Deno.test("read() finds small writing on a large page", async () => {
  const recognizer = await openRecognizer({ model: "models/digits" });
  let [right, lines] = [0, 0];
  for (const height of [20, 24, 32, 44]) {
    const { image, text } = sheetOf(100 * height, height);
    const read = (await recognizer.read(await encodePng(image))).text.replaceAll(" ", "").split(
      "\n",
    );
    right += text.split("\n").filter((line, i) => line === read[i]).length;
    lines += 12;
  }
  assert.ok(right >= 0.85 * lines, `${right} of ${lines} numbers are read right`);
  await recognizer.close();
});
