import assert from "node:assert/strict";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { shapeGlyph } from "../../lib/dataset/photos/writing/glyph.ts";
import { inkArea } from "../../lib/dataset/photos/writing/placed_glyph.ts";
import { slantOfOne } from "../../lib/dataset/photos/writing/hand.ts";

const digits = await loadMnist("test");
const places = (sign: string) =>
  [...digits.labels.keys()].filter((i) => digits.classes[digits.labels[i]] === sign).slice(0, 100);

Deno.test("a one that is sheared by slantOfOne() stands upright: it is narrower than before", () => {
  const widths = [false, true].map((isSheared) => {
    let sum = 0;
    for (const place of places("1")) {
      const glyph = shapeGlyph(digits, place);
      const shear = isSheared ? slantOfOne(glyph) : 0;
      const { left, right } = inkArea({ glyph, x: 0, y: 0, size: 1, shear }, glyph.finest)!;
      sum += right - left;
    }
    return sum;
  });
  assert.ok(widths[1] < 0.75 * widths[0], `${widths}`);
});

Deno.test("slantOfOne() leaves other digits as they are", () => {
  for (const sign of "023456789") {
    assert.equal(slantOfOne(shapeGlyph(digits, places(sign)[0])), 0);
  }
});
