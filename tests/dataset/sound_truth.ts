import assert from "node:assert/strict";
import type { Photo } from "../../lib/dataset/photos.ts";

/** Asserts what holds for every picture's truth. */
export function assertSound({ picture: { width, height }, truth }: Photo): void {
  const { text, marks, ink, owner } = truth;
  assert.equal(ink.length, width * height);
  assert.equal(owner.length, width * height);
  assert.equal(
    text.replace(/\s/g, ""),
    marks.map(({ sign, isDigit }) => isDigit ? sign : "?").join(""),
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
