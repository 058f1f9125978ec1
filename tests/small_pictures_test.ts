/** Pictures of few pixels, through the front door, with the model that is shipped. */
import assert from "node:assert/strict";
import { imageAt } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import type { GrayImage } from "../lib/image/gray_image.ts";
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
