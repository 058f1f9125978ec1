/** What the things in a picture beside the writing promise. */
import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import type { Area } from "../../lib/dataset/area.ts";
import { degradations, drawPhoto, strengths } from "../../lib/dataset/photos.ts";
import { clutterKinds, drawClutter } from "../../lib/dataset/photos/clutter.ts";
import { drawDegradations } from "../../lib/dataset/photos/degradations.ts";
import { develop } from "../../lib/dataset/photos/develop.ts";
import { cellsOf, fillIn } from "../../lib/dataset/photos/sheet/forms.ts";
import { textWidth } from "../../lib/dataset/photos/sheet/text.ts";
import { plainScene } from "../../lib/dataset/photos/plain_scene.ts";
import type { Scene } from "../../lib/dataset/photos/scene.ts";
import {
  commands,
  headings,
  labels,
  makeText,
  makeWord,
} from "../../lib/dataset/photos/sheet/words.ts";
import { type PhotoKind, write, type Writing } from "../../lib/dataset/photos/writing/writing.ts";

const digits = take(await loadMnist("test"), 100);

const written = (seed: number, kind: PhotoKind, scene: Scene) =>
  write({
    digits,
    kind,
    strength: "medium",
    penRadius: scene.pen.radius,
    random: createRandom(seed),
  });

/** A plain scene at a size that is quick to draw. */
function plain(seed: number): Scene {
  const scene = plainScene(createRandom(seed));
  return { ...scene, camera: { ...scene.camera, zoom: 32 } };
}

/** The share of an area that lies in another. */
function shareWithin(area: Area, cell: Area): number {
  const across = Math.min(area.right, cell.right) - Math.max(area.left, cell.left);
  const down = Math.min(area.bottom, cell.bottom) - Math.max(area.top, cell.top);
  return Math.max(0, across) * Math.max(0, down) /
    ((area.right - area.left) * (area.bottom - area.top));
}

Deno.test("words to print hold no digits, nor a letter alone that could pass for one", () => {
  const random = createRandom(1);
  const made = Array.from({ length: 3000 }, () => makeWord(random));
  for (const word of [...made, ...makeText(3000, random), ...labels, ...headings, ...commands]) {
    assert.doesNotMatch(word, /\d/);
    assert.doesNotMatch(word, /^[OoIlLSsBbZzQ|][.,;:]?$/);
    assert.ok(word.length >= 2);
  }
});

Deno.test("textWidth() adds letters up; letters of mono are all as wide", () => {
  assert.equal(textWidth("mono", "ab"), 2 * textWidth("mono", "i"));
  assert.ok(textWidth("sans", "mm") > 2 * textWidth("sans", "ii"));
});

Deno.test("cellForm() holds each digit in a cell of its own", () => {
  for (let seed = 0; seed < 60; seed++) {
    const kind = (["digit", "number", "lines"] as const)[seed % 3];
    const { form } = degradations.cellForm(plain(seed), strengths[seed % 3], createRandom(seed));
    const writing = fillIn(form, written(seed, kind, plain(seed)), createRandom(seed));
    const cells = cellsOf(form!, writing);
    const taken = writing.glyphs.map(({ area }) => {
      const shares = cells.map((cell) => shareWithin(area, cell));
      const best = shares.indexOf(Math.max(...shares));
      assert.ok(shares[best] > 0.7, `seed ${seed}: ${shares[best]} of a digit is in its cell`);
      return best;
    });
    assert.equal(new Set(taken).size, taken.length, `seed ${seed}: two digits in one cell`);
  }
});

Deno.test("fillIn() moves digits sideways only, keeps their order and the middle of the writing", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { form } = degradations.cellForm(plain(seed), "medium", createRandom(seed));
    const before = written(seed, "lines", plain(seed));
    const after = fillIn(form, before, createRandom(seed));
    assert.equal(after.text, before.text);
    after.glyphs.forEach((glyph, i) => {
      const old = before.glyphs[i];
      assert.equal(glyph.y, old.y);
      assert.ok(Math.abs((glyph.area.left - old.area.left) - (glyph.x - old.x)) < 1e-9);
    });
    assert.ok(Math.abs(after.area.left + after.area.right) < 1e-9);
  }
});

Deno.test("fillIn() leaves digits together that touch", () => {
  for (let seed = 0; seed < 10; seed++) {
    const { form } = degradations.cellForm(plain(seed), "strong", createRandom(seed));
    const before = written(seed, "touching", plain(seed));
    const after = fillIn(form, before, createRandom(seed));
    const gaps = ({ glyphs }: Writing) =>
      glyphs.slice(1).map(({ area }, i) => area.left - glyphs[i].area.right);
    gaps(after).forEach((gap, i) => assert.ok(Math.abs(gap - gaps(before)[i]) < 1e-9));
  }
});

Deno.test("nothing beside the writing covers it", () => {
  const names = [
    ...["handInView", "penBeside", "tableTop", "deskEdge", "stickyNote", "boundSheet"] as const,
    ...["receipt", "scanned", "screenshot"] as const,
  ];
  for (const name of names) {
    for (let seed = 0; seed < 6; seed++) {
      const scene = degradations[name](plain(seed), strengths[seed % 3], createRandom(seed));
      const writing = written(seed, "number", scene);
      // How much of the green that each pixel has without ink black ink takes from it.
      const taken = ({ frame, desk, binding, things, screen }: Scene) => {
        const [black, none] = [1, 0].map((opacity) => {
          const pen = { ...scene.pen, color: [0, 0, 0] as const, opacity, grain: 0 };
          const sensor = { noise: 0, dead: 0, jpegQuality: null };
          const drawn = { ...scene, pen, sensor, frame, desk, binding, things, screen };
          return develop(drawn, writing, createRandom(seed)).picture.data;
        });
        return Array.from(
          { length: black.length / 3 },
          (_, i) => 1 - black[3 * i + 1] / none[3 * i + 1],
        );
      };
      const bare = taken(plain(seed));
      const covered = taken(scene);
      bare.forEach((ink, i) => {
        if (ink > 0.5) assert.ok(covered[i] > ink - 0.1, `${name}, seed ${seed}`);
      });
    }
  }
});

Deno.test("printUnder() stays fainter than the writing", () => {
  for (let seed = 0; seed < 12; seed++) {
    const scene = plain(seed);
    const { print } = degradations.printUnder(scene, strengths[seed % 3], createRandom(seed));
    const contrast = ([red, green, blue]: readonly number[]) =>
      1 - (0.2126 * red + 0.7152 * green + 0.0722 * blue);
    assert.ok(contrast(print!.color) < 0.5 * contrast(scene.pen.color));
  }
});

Deno.test("drawDegradations() draws every degradation, one to three at a time", () => {
  const random = createRandom(1);
  const met = new Map<string, number>();
  for (let n = 0; n < 4000; n++) {
    const names = drawDegradations(random);
    assert.ok(names.length >= 1 && names.length <= 3);
    for (const name of names) met.set(name, (met.get(name) ?? 0) + 1);
  }
  for (const name of Object.keys(degradations)) {
    assert.ok((met.get(name) ?? 0) > 60, `${name}: ${met.get(name)} of 4000`);
  }
});

Deno.test("no degradation undoes another one of its picture", () => {
  for (let seed = 0; seed < 3000; seed++) {
    const names = drawDegradations(createRandom(seed));
    const without = (left?: string) =>
      names.filter((name) => name !== left).reduce<Scene>(
        (scene, name) => degradations[name](scene, "medium", createRandom(seed).fork(name)),
        plain(1),
      );
    for (const name of names) {
      assert.notDeepEqual(without(name), without(), `${name} of ${names.join(", ")}`);
    }
  }
});

Deno.test("letters and signs stand in no form, and no picture of them names one", () => {
  for (let seed = 0; seed < 40; seed++) {
    const kind = (["signs", "words", "crossed", "page"] as const)[seed % 4];
    const random = createRandom(seed);
    const photo = drawPhoto({ digits, kind, strength: "medium", longest: 100, random });
    for (const name of photo.degradations) assert.doesNotMatch(name, /Form$/);
  }
});

Deno.test("drawClutter() keeps to its size and draws the same for the same seed", () => {
  for (const kind of clutterKinds) {
    const draw = (seed: number) => drawClutter(150, createRandom(seed), kind);
    const { width, height, data } = draw(1);
    assert.ok(Math.max(width, height) <= 150 && Math.min(width, height) >= 16);
    assert.equal(data.length, 3 * width * height);
    assert.deepEqual(draw(1), { width, height, data });
    assert.notDeepEqual(draw(2).data, data);
    const mean = data.reduce((sum, byte) => sum + byte, 0) / data.length;
    assert.ok(data.some((byte) => Math.abs(byte - mean) > 4), `${kind} is all one colour`);
  }
  assert.throws(() => drawClutter(10, createRandom(1)), {
    name: "RangeError",
    message: "clutter of 10 pixels: the longer side needs 32 or more",
  });
});
