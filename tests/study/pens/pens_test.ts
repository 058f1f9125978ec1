import assert from "node:assert/strict";
import { take } from "../../../lib/dataset/dataset.ts";
import { loadMnist } from "../../../lib/dataset/mnist.ts";
import { inkBox } from "../../../lib/image/ink_box.ts";
import type { DecodedImage } from "../../../lib/image/decode.ts";
import type { DetailedReading } from "../../../lib/read_picture.ts";
import { drawWithPen, PENS } from "../../../lib/study/pens/draw_with_pen.ts";
import { readWithPens } from "../../../lib/study/pens/read_with_pens.ts";

Deno.test("drawWithPen() draws in the middle, as broad as the pen and as dark as its ink", () => {
  const one = [[{ x: 7, y: 2 }, { x: 7, y: 4 }]];
  const image = drawWithPen(one, { breadth: 0.2, ink: 1, ground: 0 });
  const { x, y, width, height } = inkBox(image, 0.6)!;
  assert.deepEqual([x, y, width, height], [70, 20, 20, 120]);
  const chalk = drawWithPen(one, { breadth: 0.2, ink: 0.1, ground: 0.9 });
  assert.deepEqual([chalk.data[80 * 160 + 80], chalk.data[0]].map((dark) => dark.toFixed(2)), [
    "0.10",
    "0.90",
  ]);
});

Deno.test("readWithPens() shows each digit with every pen, and as many of each class", async () => {
  const seen: DecodedImage[] = [];
  const readPicture = (picture: DecodedImage) => {
    seen.push(picture);
    return Promise.resolve({ reading: { text: "7", digits: [] } } as unknown as DetailedReading);
  };
  const digits = take(await loadMnist("test"), 200);
  const readings = await readWithPens({ readPicture }, { digits, pens: PENS, perClass: 2 });
  assert.equal(readings.length, 10 * 2 * 6);
  assert.equal(seen.length, readings.length);
  assert.deepEqual(readings.slice(0, 6).map(({ pen }) => pen), Object.keys(PENS));
  assert.equal(new Set(readings.slice(0, 6).map(({ index }) => index)).size, 1);
  assert.equal(readings.filter(({ isRight }) => isRight).length, 2 * 6, "two sevens, six pens");
  for (const { index, digit } of readings) {
    assert.equal(digit, digits.classes[digits.labels[index]]);
  }
});
