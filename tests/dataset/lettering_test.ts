/** Letters of handwriting fonts: their shapes, their places on the line, and the notes written with them. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { createRandom } from "../../lib/base/random.ts";
import { take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { type Lettering, letterings } from "../../lib/dataset/photos.ts";
import { insideOf, outlineOf } from "../../lib/dataset/photos/outline.ts";
import { drawHand } from "../../lib/dataset/photos/writing/hand.ts";
import { letteredIn } from "../../lib/dataset/photos/writing/lettering.ts";
import { drawScribe, writeText } from "../../lib/dataset/photos/writing/scribe.ts";
import { write } from "../../lib/dataset/photos/writing/writing.ts";
import { DIGIT_LIKE } from "../../lib/dataset/sign_designs.ts";

const digits = take(await loadMnist("test"), 300);
const penRadius = 0.04;
const hands: readonly Lettering[] = [...letterings.learnt, ...letterings.unseen];
const scribe = (lettering: Lettering | undefined, seed: number) => {
  const random = createRandom(seed);
  const hand = drawHand({ digits, strength: "mild", penRadius, random });
  return drawScribe(hand, { isHasty: false, hasSmall: false, lettering }, random);
};

Deno.test("outlines wind round their inside alone, and hold no letters that a font lacks", () => {
  const square = [[0, 0, 2, 0], [2, 0, 2, 2], [2, 2, 0, 2], [0, 2, 0, 0]] as const;
  assert.deepEqual([...insideOf(square, [-1, 1, 3], [-1, 1, 3])], [0, 0, 0, 0, 1, 0, 0, 0, 0]);
  const file = "@fontsource/caveat/files/caveat-latin-400-normal.woff";
  const outline = outlineOf(file, "o")!;
  const [left, right] = [Math.min, Math.max].map((most) =>
    most(...outline.segments.map(([x]) => x))
  );
  assert.ok(outline.advance > 0 && left < right);
  assert.equal(outlineOf(file, "✗"), null);
  assert.throws(
    () => outlineOf("@fontsource/none/none.woff", "o"),
    /none\.woff is missing.*deno task packages/,
  );
});

Deno.test("letteredIn() has most letters of every hand, in their sizes and places beside its digits", () => {
  assert.equal(new Set(hands).size, hands.length, "a hand is learnt from, or it is not");
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];
  for (const lettering of hands) {
    const missing = letters.filter((letter) => !letteredIn(lettering, letter));
    assert.deepEqual(missing, [], lettering);
    const height = (sign: string) => {
      const { glyph: { field }, scale } = letteredIn(lettering, sign)!;
      const side = Math.sqrt(field.length);
      const rows = [...field.keys()].filter((i) => field[i] < penRadius).map((i) =>
        Math.floor(i / side)
      );
      return scale * (rows.at(-1)! - rows[0] + 1) / 80;
    };
    assert.ok(height("e") > 0.2 && height("e") < 1.1, `${lettering}: e ${height("e")}`);
    assert.ok(height("l") > height("e"), `${lettering}: l ${height("l")}, e ${height("e")}`);
    const [low, high] = ["g", "e"].map((sign) => {
      const { drop, scale } = letteredIn(lettering, sign)!;
      return drop - scale / 2;
    });
    assert.ok(low > high, `${lettering}: g stands lower than e`);
  }
});

Deno.test("writeText() sets the letters of a hand as close as its font does, and digits apart", () => {
  for (const [seed, lettering] of hands.entries()) {
    const { glyphs } = writeText("ne9", scribe(lettering, seed), {}, createRandom(seed));
    const [n, e, digit] = glyphs;
    const gap = letteredIn(lettering, "n")!.after + letteredIn(lettering, "e")!.before;
    assert.ok(Math.abs(e.area.left - n.area.right - gap) < 1e-9, lettering);
    assert.ok(digit.area.left > e.area.right, lettering);
    assert.ok(digit.glyph.isDigit && !e.glyph.isDigit);
  }
});

Deno.test("writeText() has letters that look like digits where a hand has them, and no designs of them", () => {
  const written = (pattern: string, lettering?: Lettering) =>
    writeText(pattern, scribe(lettering, 1), {}, createRandom(1)).glyphs;
  for (const letter of DIGIT_LIKE) {
    assert.throws(() => written(letter), TypeError);
    for (const hand of hands) {
      const [{ glyph: { sign, isDigit } }] = written(letter, hand);
      assert.deepEqual([sign, isDigit], [letter, false], hand);
    }
  }
  assert.equal(written("Name 99 +9").length, 8);
});

Deno.test("write() makes notes of numbers and words, in the hands that it is told", () => {
  let [both, differ] = [0, 0];
  for (let seed = 0; seed < 80; seed++) {
    const options = { digits, strength: "medium", penRadius, kind: "notes" } as const;
    const notes = (letterings?: readonly Lettering[]) =>
      write({ ...options, letterings, random: createRandom(seed) });
    const { glyphs, text } = notes();
    assert.match(text, /^[\d?]+( [\d?]+)*(\n[\d?]+( [\d?]+)*)*$/);
    if (/\d/.test(text) && text.includes("?")) both++;
    assert.deepEqual(notes(letterings.learnt), { ...notes(), glyphs, text });
    // Somebody else's digits alone are the same beside any letters.
    if (!isDeepStrictEqual(notes(["short-stack"]).glyphs, glyphs)) differ++;
  }
  assert.ok(both > 20, `${both} have both`);
  assert.ok(differ > 60, `${differ} differ from another hand's`);
});

Deno.test("write() gives most notes the digits of their letters' hand, or style alone would tell digits", () => {
  const lettering = "short-stack";
  const own = new Set([..."0123456789"].map((digit) => letteredIn(lettering, digit)!.glyph));
  const shares = Array.from({ length: 60 }, (_, seed) => {
    const random = createRandom(seed);
    const options = { digits, strength: "medium", penRadius, kind: "notes" } as const;
    const { glyphs } = write({ ...options, letterings: [lettering], random });
    const written = glyphs.filter(({ glyph }) => glyph.isDigit);
    return written.filter(({ glyph }) => own.has(glyph)).length / written.length;
  }).filter((share) => !Number.isNaN(share));
  assert.deepEqual(new Set(shares), new Set([0, 1]), "a hand writes all digits of a picture");
  const [most, all] = [shares.filter((share) => share === 1).length, shares.length];
  assert.ok(most > all / 2 && most < all, `${most} of ${all}`);
});
