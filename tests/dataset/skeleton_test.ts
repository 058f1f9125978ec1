import assert from "node:assert/strict";
import { skeleton } from "../../lib/dataset/skeleton.ts";
import { drawStrokes } from "../../lib/image/draw_strokes.ts";

const width = 40;

/** Pixels of a ring, 30 across, drawn with a pen of 6. */
function ring(): Float32Array {
  const circle = Array.from({ length: 65 }, (_, i) => ({
    x: 20 + 12 * Math.cos(i * Math.PI / 32),
    y: 20 + 12 * Math.sin(i * Math.PI / 32),
  }));
  return drawStrokes([circle], { width, height: width, pen: 6, antialias: false }).data;
}

/** How many separate regions the pixels of `value` make, diagonals counting as `diagonals` says. */
function regions(pixels: ArrayLike<number>, value: 0 | 1, diagonals: boolean): number {
  const seen = new Set<number>();
  let count = 0;
  for (let start = 0; start < pixels.length; start++) {
    if (pixels[start] !== value || seen.has(start)) continue;
    count++;
    const queue = [start];
    seen.add(start);
    for (const at of queue) {
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (!diagonals && dx !== 0 && dy !== 0) continue;
          const [x, y] = [at % width + dx, Math.floor(at / width) + dy];
          const next = y * width + x;
          if (x < 0 || y < 0 || x >= width || y >= width) continue;
          if (pixels[next] !== value || seen.has(next)) continue;
          seen.add(next);
          queue.push(next);
        }
      }
    }
  }
  return count;
}

Deno.test("skeleton() keeps a ring whole and its hole open", () => {
  const thin = skeleton(ring(), width, width);
  assert.equal(regions(thin, 1, true), 1);
  assert.equal(regions(thin, 0, false), 2);
});

Deno.test("skeleton() lies in the middle of the shape and is thin", () => {
  const thin = skeleton(ring(), width, width);
  let ink = 0;
  thin.forEach((value, i) => {
    if (!value) return;
    ink++;
    const radius = Math.hypot(i % width + 0.5 - 20, Math.floor(i / width) + 0.5 - 20);
    assert(Math.abs(radius - 12) <= 1.5, `${radius}`);
  });
  // A digital circle of this size has about 8 r / sqrt(2) pixels, one with corners filled 8 r.
  assert(ink > 60 && ink < 96, `${ink}`);
});

Deno.test("skeleton() keeps what is thin already, and nothing of nothing", () => {
  const line = new Uint8Array(width * width);
  for (let x = 0; x < width; x++) line[x] = 1;
  assert.deepEqual(skeleton(line, width, width), line);
  assert.deepEqual(skeleton(new Uint8Array(6), 3, 2), new Uint8Array(6));
});
