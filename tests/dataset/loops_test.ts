/** What keeps a drawn digit legible: its loops stay open. */
import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import type { Dataset } from "../../lib/dataset/dataset.ts";
import { drawTool } from "../../lib/dataset/photos/canvas/drawing_tool.ts";
import { tracedStrokes } from "../../lib/dataset/photos/writing/glyph.ts";
import { findComponents } from "../../lib/image/components.ts";
import { drawStrokes, type Stroke } from "../../lib/image/draw_strokes.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";
import { toBytes } from "../../lib/image/shares.ts";

/** Part of a circle, from above and clockwise. */
function arc(y: number, radius: number, turn = 1): Stroke {
  return Array.from({ length: 41 }, (_, i) => {
    const angle = 2 * Math.PI * turn * i / 40;
    return { x: 14 + radius * Math.sin(angle), y: y - radius * Math.cos(angle) };
  });
}

function digitOf(sign: string, strokes: readonly Stroke[], pen: number): Dataset {
  const { data } = drawStrokes(strokes, { width: 28, height: 28, pen });
  const classes = [..."0123456789"];
  return {
    ...{ size: 1, width: 28, height: 28, classes },
    images: toBytes(data),
    labels: Uint8Array.of(classes.indexOf(sign)),
  };
}

/** A stroke, narrower. */
const squeeze = (stroke: Stroke, by: number): Stroke =>
  stroke.map(({ x, y }) => ({ x: 14 + by * (x - 14), y }));

const UPPER = arc(9, 4.5);
const LOWER = arc(18.5, 5);

/** Pieces of paper that are shut in. */
function holes({ width, height, data }: GrayImage): number {
  const [across, down] = [width + 2, height + 2];
  const paper = new Float32Array(across * down).fill(1);
  data.forEach((ink, i) => paper[(1 + Math.floor(i / width)) * across + 1 + i % width] = 1 - ink);
  return findComponents({ width: across, height: down, data: paper }, 0.5).components.length - 1;
}

Deno.test("tracedStrokes() gives no digit of which ink has filled a loop", () => {
  assert.ok(tracedStrokes(digitOf("8", [UPPER, LOWER], 2), 0));
  const filled = arc(9, 1.5);
  assert.equal(tracedStrokes(digitOf("8", [filled, LOWER], 4), 0), null);
  // The same ink is whole as a digit that has one loop.
  assert.ok(tracedStrokes(digitOf("6", [filled, LOWER], 4), 0));
});

Deno.test("tracedStrokes() gives a digit whose loop was left open", () => {
  assert.ok(tracedStrokes(digitOf("0", [arc(14, 7, 0.92)], 2), 0));
});

Deno.test("drawTool() takes no pen that fills a loop", () => {
  const eight = digitOf("8", [UPPER, LOWER].map((loop) => squeeze(loop, 0.6)), 2);
  const stamps = Array.from({ length: 240 }, (_, seed) => {
    const random = createRandom(seed);
    return drawTool(eight, random)(120, 120, random);
  });
  // Other digits are of hands of our own design. A fine line may leave a loop open, a mouse that is asked seldom
  // may cut its corners.
  const broad = stamps.filter(({ sign, image }) =>
    sign === "8" && image.data.reduce((sum, ink) => sum + ink) > 0.6 * image.data.length
  );
  assert.ok(broad.length > 20, `${broad.length} broad pens`);
  const filled = broad.filter(({ image }) => holes(image) < 2).length;
  assert.ok(filled <= 0.05 * broad.length, `${filled} of ${broad.length} are filled`);
});
