import assert from "node:assert/strict";
import type { Found } from "../lib/finder/find_marks.ts";
import type { FoundMark } from "../lib/finder/read_out.ts";
import { readRows } from "../lib/read_rows.ts";

const [WIDTH, HEIGHT] = [200, 50];

/** A block of ink, 20 wide and 30 high. */
function block(x: number, digit: number, sign: number): FoundMark {
  const box = { x, y: 10, width: 20, height: 30 };
  const ink = { width: 20, height: 30, data: new Float32Array(600).fill(1) };
  return { x: x + 10, y: 25, size: 30, digit, sign, box, ink };
}

/** A picture in which these were found. */
function foundOf(marks: readonly FoundMark[]): Found {
  const data = new Float32Array(WIDTH * HEIGHT);
  for (const { box } of marks) {
    for (let y = box.y; y < box.y + box.height; y++) {
      data.fill(1, y * WIDTH + box.x, y * WIDTH + box.x + box.width);
    }
  }
  const seen = { width: WIDTH, height: HEIGHT, data };
  const none = { width: 0, height: 0, data: new Float32Array() };
  const look = { left: 0, top: 0, ink: seen, fine: none, coarse: none };
  return { part: { x: 0, y: 0, width: WIDTH, height: HEIGHT }, scale: 1, seen, look, marks };
}

Deno.test("readRows() weighs what the others of a word are, not what stands behind a space", async () => {
  const found = foundOf([block(0, 0.1, 0.9), block(25, 0.6, 0.3), block(120, 0.95, 0.01)]);
  const said = [[0.7, 0.3], [0.9, 0.1], [0.2, 0.8]].map((row) => Float32Array.from(row));
  const [row] = await readRows(found, { classify: () => Promise.resolve(said), asFound: true });
  const close = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} for ${b}`);
  const [letter, vowel, digit] = row.map(({ evidence }) => evidence);
  close(letter.wordDigits, 0.6 - 0.3);
  close(letter.wordBest, 0.9);
  close(vowel.wordDigits, 0.1 - 0.9);
  close(vowel.wordBest, 0.7);
  close(digit.wordDigits, 0);
  close(digit.wordBest, 0.5);
  close(digit.company, (0.7 + 0.9) / 2);
});
