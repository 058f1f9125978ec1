import assert from "node:assert/strict";
import { traceStrokes } from "../../lib/dataset/trace_strokes.ts";
import { drawStrokes, type Point, type Stroke } from "../../lib/image/draw_strokes.ts";

const size = { width: 28, height: 28, pen: 3 };

function line(x1: number, y1: number, x2: number, y2: number): Stroke {
  return [{ x: x1, y: y1 }, { x: x2, y: y2 }];
}

function circle(x: number, y: number, radius: number): Stroke {
  return Array.from({ length: 41 }, (_, i) => ({
    x: x + radius * Math.sin(i * Math.PI / 20),
    y: y + radius * Math.cos(i * Math.PI / 20),
  }));
}

/** Places along strokes, `trim` of every piece left out at both its ends. */
function places(strokes: readonly Stroke[], trim: number): Point[] {
  return strokes.flatMap((stroke) =>
    stroke.slice(1).flatMap((to, i) =>
      Array.from({ length: 101 }, (_, k) => {
        const share = trim + (1 - 2 * trim) * k / 100;
        const from = stroke[i];
        return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
      })
    )
  );
}

/** Largest distance from one of `points` to the nearest of `others`. */
function farthest(points: readonly Point[], others: readonly Point[]): number {
  return Math.max(
    ...points.map(({ x, y }) => Math.min(...others.map((o) => Math.hypot(x - o.x, y - o.y)))),
  );
}

function check(drawn: readonly Stroke[], count: number): Stroke[] {
  const found = traceStrokes(drawStrokes(drawn, size));
  assert.equal(found.length, count);
  assert(farthest(found.flat(), places(drawn, 0)) < 0.8, "a stroke was found where none is");
  // Thinning takes half the pen's width off an end.
  assert(farthest(places(drawn, 0.08), found.flat()) < 0.8, "a part of a stroke was lost");
  return found;
}

Deno.test("traceStrokes() finds a line, a little shorter than the pen drew it", () => {
  const [found] = check([line(6, 5, 20, 23)], 1);
  const [start, end] = [found[0], found[found.length - 1]];
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  assert(length > 20 && length < 24, `${length}`);
});

Deno.test("traceStrokes() finds a circle as one closed stroke", () => {
  const [found] = check([circle(14, 14, 8)], 1);
  const [start, end] = [found[0], found[found.length - 1]];
  assert(Math.hypot(end.x - start.x, end.y - start.y) < 0.1);
});

Deno.test("traceStrokes() goes straight on where lines cross", () => {
  check([line(5, 6, 23, 21), line(22, 6, 6, 22)], 2);
  check([line(14, 4, 14, 24), line(5, 12, 23, 12)], 2);
});

Deno.test("traceStrokes() finds the stem and the bar of a T", () => {
  check([line(5, 6, 23, 6), line(14, 6, 14, 23)], 2);
});

Deno.test("traceStrokes() finds nothing on blank paper and no spur on a thick line", () => {
  assert.deepEqual(traceStrokes(drawStrokes([], size)), []);
  const thick = drawStrokes([line(14, 6, 14, 22)], { ...size, pen: 6 });
  assert.equal(traceStrokes(thick).length, 1);
});
