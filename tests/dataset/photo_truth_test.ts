/** The truth beside pictures: whose each pixel of ink is. */
import assert from "node:assert/strict";
import { subset } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { drawPhoto, type Photo, photoKinds, strengths } from "../../lib/dataset/photos.ts";
import { createRandom } from "../../lib/random.ts";

const digits = subset(await loadMnist("test"), Array.from({ length: 300 }, (_, i) => i));

/** What holds for every picture's truth. */
function assertSound({ picture: { width, height }, truth }: Photo): void {
  const { text, marks, ink, owner } = truth;
  assert.equal(ink.length, width * height);
  assert.equal(owner.length, width * height);
  assert.equal(
    text.replace(/\s/g, ""),
    marks.map(({ sign, isDigit }) => isDigit ? sign : "?").join(""),
  );
  assert.deepEqual(
    truth.digits,
    marks.filter(({ isDigit }) => isDigit).map(({ sign, box }) => ({ digit: sign, box })),
  );
  const owned = new Array<number>(marks.length + 1).fill(0);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      assert.ok(ink[i] >= 0 && ink[i] <= 1);
      owned[owner[i]]++;
      if (owner[i] === 0 || ink[i] < 0.3) continue;
      const { box } = marks[owner[i] - 1];
      assert.ok(x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height);
    }
  }
  marks.forEach(({ sign, box }, i) => {
    assert.ok(owned[i + 1] > 0, `the ${sign} has no pixel`);
    // Ink reaches all four sides of its box.
    const inked = (x: number, y: number) => ink[y * width + x] >= 0.3;
    const rows = [box.y, box.y + box.height - 1];
    const columns = [box.x, box.x + box.width - 1];
    for (const y of rows) assert.ok(range(box.x, box.width).some((x) => inked(x, y)));
    for (const x of columns) assert.ok(range(box.y, box.height).some((y) => inked(x, y)));
  });
}

const range = (start: number, count: number) => Array.from({ length: count }, (_, i) => start + i);

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
