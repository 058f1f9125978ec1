/** What the network is taught, read out as if it had said it, gives back what is written. */
import assert from "node:assert/strict";
import { EXAMPLE_SIDE, finderExample } from "../../lib/dataset/finder/finder_example.ts";
import { drawFinderPicture } from "../../lib/dataset/finder/finder_picture.ts";
import {
  COARSE_CHANNELS,
  finderTargets,
  FINE_CHANNELS,
} from "../../lib/dataset/finder/finder_targets.ts";
import { subset } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import type { FinderExample } from "../../lib/dataset/finder/finder_example.ts";
import { MARGIN } from "../../lib/finder/finder_input.ts";
import { look } from "../../lib/finder/look.ts";
import { readOut, readWhole } from "../../lib/finder/read_out.ts";
import { createRandom } from "../../lib/base/random.ts";

const digits = subset(await loadMnist("test"), Array.from({ length: 300 }, (_, i) => i));

const logit = (share: number) => {
  const within = Math.min(0.999, Math.max(0.001, share));
  return Math.log(within / (1 - within));
};

/** Every `from`-th number of each place, the first ones turned into logits. */
function toOutput(truth: Float32Array, from: number, to: number, logits: number): Float32Array {
  const out = new Float32Array(truth.length / from * to);
  for (let i = 0; i < truth.length / from; i++) {
    for (let k = 0; k < to; k++) {
      const value = truth[i * from + k];
      out[i * to + k] = k < logits ? logit(value) : value;
    }
  }
  return out;
}

/** What a network without fault says of an example. */
async function lookWithoutFault(example: FinderExample) {
  const { fine, coarse } = finderTargets([example]);
  const side = EXAMPLE_SIDE - 2 * MARGIN;
  const blank = { width: side, height: side, data: new Float32Array(side * side) };
  return await look(blank, () =>
    Promise.resolve({
      fine: { data: toOutput(fine, FINE_CHANNELS, 6, 4) },
      coarse: { data: toOutput(coarse, COARSE_CHANNELS, 3, 2) },
    }));
}

Deno.test("readOut() gives back the characters that an example shows, each with its own ink", async () => {
  const random = createRandom(8);
  let [due, met, pixels, own] = [0, 0, 0, 0];
  for (let n = 0; n < 90; n++) {
    const example = finderExample(await drawFinderPicture(digits, random.fork(`${n}`)), random);
    const { shown, ink, owner } = example;
    const found = readOut(await lookWithoutFault(example));
    for (const [i, { box, isDigit }] of example.marks.entries()) {
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const isShown = x >= shown.x && x < shown.x + shown.width && y >= shown.y &&
        y < shown.y + shown.height;
      // Smaller ones are not to be told apart in so few pixels.
      if (!isShown || Math.min(box.width, box.height) < 6) continue;
      due++;
      const mark = found.find((one) =>
        Math.hypot(one.x + MARGIN - x, one.y + MARGIN - y) < 4 && one.digit > one.sign === isDigit
      );
      if (!mark) continue;
      met++;
      mark.ink.data.forEach((share, k) => {
        if (share < 0.5) return;
        const u = mark.box.x + MARGIN + k % mark.box.width;
        const v = mark.box.y + MARGIN + Math.floor(k / mark.box.width);
        pixels++;
        if (owner[v * EXAMPLE_SIDE + u] === i + 1 || ink[v * EXAMPLE_SIDE + u] < 0.5) own++;
      });
    }
  }
  assert.ok(due > 50, `only ${due} characters are shown`);
  assert.ok(met / due > 0.97, `${met} of ${due} characters are found`);
  // Where digits touch or are small, a pixel at the border goes to the neighbour: 92 to 98 % by the seed.
  assert.ok(own / pixels > 0.9, `${own} of ${pixels} pixels are their own`);
});

Deno.test("readOut() finds nothing where the network sees nothing", async () => {
  const image = { width: 40, height: 30, data: new Float32Array(1200) };
  const nothing = await look(image, (_, [, height, width]) =>
    Promise.resolve({
      fine: { data: new Float32Array(height * width / 4 * 6).fill(-9) },
      coarse: { data: new Float32Array(height * width / 16 * 3).fill(-9) },
    }));
  assert.deepEqual(readOut(nothing), []);
  assert.equal(readWhole(nothing), null);
});

Deno.test("readWhole() takes all ink for one character, as sure as the surest place", async () => {
  const image = { width: 40, height: 30, data: new Float32Array(1200) };
  const faint = await look(image, (_, [, height, width]) => {
    const fine = new Float32Array(height * width / 4 * 6).fill(-9);
    const coarse = new Float32Array(height * width / 16 * 3).fill(-9);
    // Ink in two places of two by two pixels, and a middle between them.
    const place = (x: number, y: number) => (y + MARGIN) / 2 * (width / 2) + (x + MARGIN) / 2;
    for (const at of [place(10, 8), place(20, 16)]) fine.fill(9, 6 * at, 6 * at + 4);
    coarse[3 * ((12 + MARGIN) / 4 * (width / 4) + (16 + MARGIN) / 4)] = logit(0.2);
    return Promise.resolve({ fine: { data: fine }, coarse: { data: coarse } });
  });
  assert.deepEqual(readOut(faint), []);
  const whole = readWhole(faint);
  assert.deepEqual(whole?.box, { x: 10, y: 8, width: 12, height: 10 });
  assert.ok(Math.abs(whole.digit - 0.2) < 1e-6);
});
