/** The truth beside pictures: whose each pixel of ink is. */
import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { drawPhoto, photoKinds, strengths } from "../../lib/dataset/photos.ts";
import { assertSound } from "./sound_truth.ts";

const digits = take(await loadMnist("test"), 300);

Deno.test("drawPhoto() tells the owner of all ink, at most as large as asked for", () => {
  for (const kind of photoKinds) {
    for (let seed = 0; seed < 6; seed++) {
      const random = createRandom(seed);
      const photo = drawPhoto({
        digits,
        kind,
        strength: strengths[seed % 3],
        longest: 320,
        random,
      });
      const { width, height } = photo.picture;
      for (const side of [width, height]) assert.ok(side >= 64 && side <= 320, `side ${side}`);
      assertSound(photo);
      if (kind === "empty") assert.ok(photo.truth.ink.every((share) => share === 0));
    }
  }
});

Deno.test("drawPhoto() tells the ink of digits that touch apart", () => {
  let crossed = 0;
  for (let seed = 0; seed < 6; seed++) {
    const { picture: { width }, truth: { marks, owner } } = drawPhoto({
      digits,
      kind: "touching",
      strength: "strong",
      longest: 320,
      random: createRandom(seed),
    });
    const beside = new Set<string>();
    owner.forEach((mark, i) => {
      const next = owner[i + 1];
      if ((i + 1) % width > 0 && mark > 0 && next > 0 && mark !== next) {
        beside.add(`${Math.min(mark, next)} ${Math.max(mark, next)}`);
      }
    });
    if (beside.size > 0) crossed++;
    // Only neighbours in reading order meet.
    for (const pair of beside) {
      const [a, b] = pair.split(" ").map(Number);
      assert.ok(b - a === 1 && b <= marks.length);
    }
  }
  assert.equal(crossed, 6);
});
