/** Letters, signs and crossed-out digits in drawn photographs, and where they stand. */
import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import type { PhotoKind } from "../../lib/dataset/photos.ts";
import { crossOut } from "../../lib/dataset/photos/writing/cross_out.ts";
import { shapeGlyph } from "../../lib/dataset/photos/writing/glyph.ts";
import { drawHand } from "../../lib/dataset/photos/writing/hand.ts";
import { lineAreas } from "../../lib/dataset/photos/writing/line.ts";
import { drawOtherPen } from "../../lib/dataset/photos/writing/pen.ts";
import { areaOf, inkArea } from "../../lib/dataset/photos/writing/placed_glyph.ts";
import { plainScene } from "../../lib/dataset/photos/plain_scene.ts";
import { drawScribe, writeText } from "../../lib/dataset/photos/writing/scribe.ts";
import { encircled, underlined } from "../../lib/dataset/photos/writing/extra_strokes.ts";
import { write } from "../../lib/dataset/photos/writing/writing.ts";
import { DIGIT_LIKE } from "../../lib/dataset/sign_designs.ts";
import { alphabets } from "../../lib/dataset/stroke_designs.ts";

const digits = take(await loadMnist("test"), 300);
const penRadius = 0.04;
const scribe = (seed: number) => {
  const random = createRandom(seed);
  const hand = drawHand({ digits, strength: "mild", penRadius, random });
  return drawScribe(hand, { isHasty: false, hasSmall: false }, random);
};
/** What 20 people make of a line of characters: the areas of each. */
const written = (pattern: string) =>
  Array.from({ length: 20 }, (_, seed) => {
    const line = writeText(pattern, scribe(seed), {}, createRandom(seed));
    return line.glyphs.map(({ area }) => area);
  });
const writing = (seed: number, kind: PhotoKind) => {
  const random = createRandom(seed);
  const otherPen = drawOtherPen(plainScene(random).pen, false, random);
  return write({ digits, kind, strength: "medium", penRadius, otherPen, random });
};

Deno.test("signs have their natural sizes and places on the line", () => {
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const all = (pattern: string) => written(pattern).map(([, sign]) => sign);
  const heights = (pattern: string) => mean(all(pattern).map((a) => a.bottom - a.top));
  assert.ok(heights("9.") < 0.2 && heights("9(") > 1.1);
  assert.ok(all("9.").every(({ top }) => top > -0.3), "a dot lies at the foot");
  assert.ok(mean(all("9,").map(({ bottom }) => bottom)) > 0.08, "a comma hangs below the line");
  assert.ok(all("9-").every(({ top, bottom }) => top < -0.3 && bottom > -0.7), "half way up");
  assert.ok(heights("9a") > 0.45 && heights("9a") < 0.8 && heights("9A") > 0.9);
  assert.ok(mean(all("9p").map(({ bottom }) => bottom)) > 0.2, "p hangs below the line");
});

Deno.test("writeText() keeps characters in order and apart, and its text tells which are digits", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { glyphs, text } = writeText("(9+9) %", scribe(seed), {}, createRandom(seed));
    assert.match(text, /^\?\d\?\d\? \?$/);
    assert.deepEqual(glyphs.map(({ glyph }) => glyph.isDigit), [
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
    glyphs.slice(1).forEach(({ area }, i) => assert.ok(area.left > glyphs[i].area.right));
  }
});

Deno.test("letters that are a digit's shape are not drawn", () => {
  const { capitals, small } = alphabets;
  const letters = [...capitals.classes, ...small.classes].join("");
  assert.equal(letters.length, 39);
  assert.doesNotMatch(letters, new RegExp(`[${DIGIT_LIKE}|\\d]`));
});

Deno.test("crossOut() adds ink to a digit, takes none away, and makes it no digit", () => {
  for (let index = 0; index < 60; index++) {
    const glyph = shapeGlyph(digits, index);
    const crossed = crossOut(glyph, penRadius, createRandom(index));
    assert.deepEqual([crossed.sign, crossed.isDigit], [glyph.sign, false]);
    const radius = Math.max(penRadius, glyph.finest);
    const inked = (field: Float32Array) => field.filter((distance) => distance < radius).length;
    assert.ok(crossed.field.every((distance, i) => distance <= glyph.field[i]));
    assert.ok(inked(crossed.field) > 1.15 * inked(glyph.field), `${glyph.sign} at ${index}`);
  }
});

Deno.test("write() crosses one or two digits out", () => {
  for (let seed = 0; seed < 30; seed++) {
    const { glyphs, text } = writing(seed, "crossed");
    const crossed = glyphs.filter(({ glyph }) => glyph.sign !== "" && !glyph.isDigit);
    assert.ok(crossed.length === 1 || crossed.length === 2);
    assert.equal(text.split("?").length - 1, crossed.length);
    assert.ok(crossed.every(({ glyph }) => /^\d$/.test(glyph.sign)));
  }
});

Deno.test("write() writes words without digits, and numbers with signs", () => {
  for (let seed = 0; seed < 30; seed++) {
    assert.ok(writing(seed, "words").glyphs.every(({ glyph }) => !glyph.isDigit));
    const marks = writing(seed, "signs").glyphs.filter(({ glyph }) => glyph.sign !== "");
    assert.ok(
      marks.some(({ glyph }) => glyph.isDigit) && marks.some(({ glyph }) => !glyph.isDigit),
    );
  }
});

Deno.test("write() fills pages and sheets with lines that do not meet", () => {
  let [columns, sums, uneven] = [0, 0, 0];
  for (let seed = 0; seed < 80; seed++) {
    const kind = seed < 60 ? "page" : "sheet";
    const { glyphs, text } = writing(seed, kind);
    const rows = text.split("\n");
    assert.ok(rows.length >= (kind === "page" ? 1 : 6) && rows.length <= 12);
    assert.ok(glyphs.length <= 255, "more than owners can be counted");
    const marks = glyphs.filter(({ glyph }) => glyph.sign !== "");
    let [n, bottom] = [0, -Infinity];
    for (const row of rows) {
      const line = marks.slice(n, n += row.replaceAll(" ", "").length);
      const area = areaOf(line);
      assert.ok(area.top > bottom, `seed ${seed}: ${text}`);
      bottom = area.bottom;
    }
    if (rows.every((row) => row.length === 1)) columns++;
    if (glyphs.length > marks.length) sums++;
    const heights = marks.filter(({ glyph }) => glyph.isDigit)
      .map(({ area }) => area.bottom - area.top).sort((a, b) => a - b);
    if (heights[0] < 0.7 * heights[heights.length - 1]) uneven++;
  }
  assert.ok(columns >= 4 && sums >= 5 && uneven >= 20, `${columns}, ${sums}, ${uneven}`);
});

Deno.test("write() takes up another pen for some words", () => {
  let several = 0;
  for (let seed = 0; seed < 60; seed++) {
    const pens = new Set(writing(seed, "signs").glyphs.map(({ pen }) => pen));
    if (pens.size > 1) several++;
  }
  assert.ok(several >= 3 && several <= 30, `${several} of 60`);
});

Deno.test("underlined() draws one line or two below all characters, which stand for none", () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = createRandom(seed);
    const line = writeText("99999999", scribe(seed), {}, random);
    const { glyphs, text } = underlined(line, scribe(seed), 1, random);
    assert.equal(text, line.text);
    const under = glyphs.slice(line.glyphs.length);
    assert.ok(under.length >= 2 && under.every(({ glyph }) => glyph.sign === ""));
    const [above, below] = [areaOf(line.glyphs), areaOf(under)];
    assert.ok((below.top + below.bottom) / 2 > above.bottom);
    assert.ok(below.left < above.left + 0.3 && below.right > above.right - 0.3);
    // Thin as it is, the stroke is whole.
    for (const placed of under) {
      const { left, right } = inkArea(placed, 0.022)!;
      assert.ok(right - left > 0.9 * (placed.area.right - placed.area.left - 2 * penRadius));
    }
  }
});

Deno.test("encircled() draws a ring round all characters, which stands for none", () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = createRandom(seed);
    const line = writeText(seed % 2 ? "9" : "99", scribe(seed), {}, random);
    const { glyphs, text } = encircled(line, scribe(seed), 1, random);
    assert.equal(text, line.text);
    const ring = glyphs.slice(line.glyphs.length);
    assert.ok(ring.length >= 1 && ring.every(({ glyph }) => glyph.sign === ""));
    const [inside, around] = [areaOf(line.glyphs), areaOf(ring)];
    assert.ok(around.left < inside.left && around.right > inside.right);
    assert.ok(around.top < inside.top && around.bottom > inside.bottom);
  }
  const long = writeText("9".repeat(9), scribe(1), {}, createRandom(1));
  assert.equal(encircled(long, scribe(1), 1, createRandom(1)), long);
});

Deno.test("lineAreas() has an area for each line of writing, none for strokes under it or round it", () => {
  for (let seed = 0; seed < 60; seed++) {
    for (const kind of ["page", "crossed"] as const) {
      const { text, ...written } = writing(seed, kind);
      assert.equal(lineAreas(written).length, text.split("\n").length, text);
    }
  }
});

Deno.test("some hands write some digits small, others none", () => {
  const smallest = Array.from({ length: 60 }, (_, seed) => {
    const random = createRandom(seed);
    const hand = drawHand({ digits, strength: "mild", penRadius: 0.02, random });
    const who = drawScribe(hand, { isHasty: false, hasSmall: true }, random);
    const { glyphs } = writeText("99999999", who, {}, createRandom(seed));
    return Math.min(...glyphs.map(({ size }) => size));
  });
  const few = smallest.filter((size) => size < 0.65);
  assert.ok(few.length > 3 && few.length < 25, `${few.length} of 60`);
  assert.ok(smallest.filter((size) => size > 0.85).length > 30);
  assert.ok(Math.min(...few) > 0.25, "none so small that it is a blot");
});
