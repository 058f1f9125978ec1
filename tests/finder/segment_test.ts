import assert from "node:assert/strict";
import type { FoundMark } from "../../lib/finder/read_out.ts";
import { aloneOf, type ReadRun, type Run, runsOf, segment } from "../../lib/finder/segment.ts";

/** A part of 10 x 20 pixels, the `n`-th from the left. */
function part(n: number, digit: number, sign = 0): FoundMark {
  const box = { x: 12 * n, y: 0, width: 10, height: 20 };
  const ink = { width: 10, height: 20, data: new Float32Array(200).fill(1) };
  return { x: box.x + 5, y: 10, size: 20, digit, sign, box, ink };
}

/** Chooses from a row whose runs are read as surely as `confidences` says of `first-count`. */
function choose(row: readonly FoundMark[], confidences: Record<string, number>): string[] {
  const read = (run: Run): ReadRun => ({
    ...run,
    confidence: confidences[`${run.first}-${run.count}`] ?? 0.05,
  });
  const alone = aloneOf(row).map(read);
  return segment(alone, runsOf(alone).map(read)).map(({ first, count }) => `${first}-${count}`);
}

Deno.test("segment() leaves a row of digits that are found and read as it is", () => {
  const row = [part(0, 0.9), part(1, 0.8), part(2, 0.9)];
  assert.deepEqual(choose(row, { "0-1": 0.99, "1-1": 0.9, "2-1": 0.95 }), ["0-1", "1-1", "2-1"]);
});

Deno.test("segment() gives a faint place its character if both it and its neighbour then read", () => {
  const row = [part(0, 0.9), part(1, 0.2)];
  assert.deepEqual(choose(row, { "0-1": 0.9, "1-1": 0.9, "0-2": 0.1 }), ["0-1", "1-1"]);
});

Deno.test("segment() leaves a faint place out that reads as nothing", () => {
  const row = [part(0, 0.9), part(1, 0.2)];
  assert.deepEqual(choose(row, { "0-1": 0.9 }), ["0-1"]);
});

Deno.test("segment() puts the halves of a digit together, faint or not", () => {
  for (const second of [0.2, 0.5]) {
    const row = [part(0, 0.9), part(1, second)];
    assert.deepEqual(choose(row, { "0-1": 0.3, "1-1": 0.2, "0-2": 0.95 }), ["0-2"]);
  }
  const row = [part(0, 0.9), part(1, 0.9), part(2, 0.2), part(3, 0.2)];
  assert.deepEqual(choose(row, { "0-1": 0.9, "1-1": 0.3, "1-3": 0.9 }), ["0-1", "1-3"]);
});

Deno.test("segment() keeps what is found for sure though nothing is read of it", () => {
  assert.deepEqual(choose([part(0, 0.9), part(1, 0.6)], { "0-1": 0.9 }), ["0-1", "1-1"]);
});

Deno.test("segment() keeps a sign apart from its neighbours, though both together look like a digit", () => {
  const row = [part(0, 0.9), part(1, 0.05, 0.95)];
  assert.deepEqual(choose(row, { "0-1": 0.9, "0-2": 0.8 }), ["0-1", "1-1"]);
});

Deno.test("segment() makes no digit of a faint place where the row shows none", () => {
  const row = [part(0, 0.1, 0.9), part(1, 0.2), part(2, 0.1, 0.9)];
  assert.deepEqual(choose(row, { "1-1": 0.8 }), ["0-1", "2-1"]);
});

Deno.test("runsOf() tries no run of digits that are found and read", () => {
  const alone = aloneOf([part(0, 0.9), part(1, 0.9), part(2, 0.9)])
    .map((run, i) => ({ ...run, confidence: i === 2 ? 0.3 : 0.9 }));
  const runs = runsOf(alone).map(({ first, count }) => `${first}-${count}`);
  assert.deepEqual(runs, ["0-3", "1-2"]);
});
