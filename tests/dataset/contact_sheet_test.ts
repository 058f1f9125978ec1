import assert from "node:assert/strict";
import { contactSheet } from "../../lib/dataset/contact_sheet.ts";

const picture = (ink: number) => ({ width: 2, height: 1, data: Float32Array.of(ink, 0) });

Deno.test("contactSheet() lays pictures out in rows, with lines between", () => {
  const sheet = contactSheet([picture(1), picture(0.5), picture(0.75)], { columns: 2 });
  assert.deepEqual([sheet.width, sheet.height], [7, 5]);
  const l = 0.25;
  assert.deepEqual([...sheet.data], [
    ...[l, l, l, l, l, l, l],
    ...[l, 1, 0, l, 0.5, 0, l],
    ...[l, l, l, l, l, l, l],
    ...[l, 0.75, 0, l, 0, 0, l],
    ...[l, l, l, l, l, l, l],
  ]);
});

Deno.test("contactSheet() enlarges by whole pixels", () => {
  const { width, height, data } = contactSheet([picture(1)], { scale: 2 });
  assert.deepEqual([width, height], [6, 4]);
  assert.deepEqual([...data.subarray(6, 12)], [0.25, 1, 1, 0, 0, 0.25]);
});

Deno.test("contactSheet() refuses no pictures, and pictures of several sizes", () => {
  assert.throws(() => contactSheet([]), RangeError);
  const tall = { width: 1, height: 2, data: new Float32Array(2) };
  assert.throws(() => contactSheet([picture(1), tall]), RangeError);
});
