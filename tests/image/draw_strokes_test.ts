import assert from "node:assert/strict";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";

const size = { width: 20, height: 20 };
const slanted = [{ x: 4, y: 3 }, { x: 15, y: 16 }];

Deno.test("drawStrokes() lays down about as much ink as the pen covers", () => {
  for (const pen of [1, 1.5, 2, 3, 5]) {
    const { data } = drawStrokes([slanted], { ...size, pen });
    const ink = data.reduce((sum, value) => sum + value, 0);
    const covered = Math.hypot(11, 13) * pen + Math.PI * pen * pen / 4;
    assert(Math.abs(ink / covered - 1) < 0.06, `pen ${pen}: ${ink} of ${covered}`);
  }
});

Deno.test("drawStrokes() draws one point as a round dot", () => {
  const { data } = drawStrokes([[{ x: 10, y: 10 }]], { ...size, pen: 6 });
  const ink = data.reduce((sum, value) => sum + value, 0);
  assert(Math.abs(ink / (Math.PI * 9) - 1) < 0.03, `${ink}`);
  assert.equal(data[10 * 20 + 10], 1);
  assert.equal(data[10 * 20 + 14], 0);
});

Deno.test("drawStrokes() draws a stroke without a gap at any angle, smoothed or not", () => {
  for (let angle = 0; angle < 90; angle += 5) {
    const [dx, dy] = [8 * Math.cos(angle * Math.PI / 180), 8 * Math.sin(angle * Math.PI / 180)];
    const line = [{ x: 10.3 - dx, y: 10.2 - dy }, { x: 10.3 + dx, y: 10.2 + dy }];
    const { data } = drawStrokes([line], { ...size, pen: 1, antialias: false });
    // As many rows or columns, whichever are more, hold ink as the line is long.
    const rows = new Set<number>();
    const columns = new Set<number>();
    data.forEach((ink, i) => ink && rows.add(Math.floor(i / 20)) && columns.add(i % 20));
    const span = 2 * Math.max(dx, dy);
    assert(Math.max(rows.size, columns.size) >= span - 1, `${angle} degrees`);
  }
});

Deno.test("drawStrokes() without smoothing knows only ink and paper", () => {
  const { data } = drawStrokes([slanted], { ...size, pen: 2.3, antialias: false });
  assert.deepEqual([...new Set(data)].sort(), [0, 1]);
});

Deno.test("drawStrokes() does not add ink up where strokes cross", () => {
  const once = drawStrokes([slanted], { ...size, pen: 2 });
  assert.deepEqual(drawStrokes([slanted, slanted.toReversed()], { ...size, pen: 2 }), once);
});

Deno.test("drawStrokes() cuts off what lies outside, and draws nothing for nothing", () => {
  const far = [{ x: -50, y: 5 }, { x: 80, y: 5 }];
  const row = drawStrokes([far], { ...size, pen: 2 }).data.subarray(5 * 20, 6 * 20);
  assert(row.every((ink) => ink === 1));
  assert(drawStrokes([[{ x: -9, y: -9 }]], { ...size, pen: 3 }).data.every((ink) => ink === 0));
  assert(drawStrokes([], { ...size, pen: 3 }).data.every((ink) => ink === 0));
});
