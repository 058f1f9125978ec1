/** Holds the kernels of tools/gpu/examples.cu, compiled as C++, to what TypeScript makes of the same views. */
import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { drawView, EXAMPLE_SIDE, showView } from "../../lib/dataset/finder/finder_example.ts";
import { drawFinderPicture } from "../../lib/dataset/finder/finder_picture.ts";
import { finderTargets } from "../../lib/dataset/finder/finder_targets.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const KERNELS = {
  block: { parameters: ["i32"], result: "void" },
  showParts: { parameters: ["buffer", "buffer", "buffer", "buffer", "buffer"], result: "void" },
  normalize: { parameters: ["buffer", "buffer"], result: "void" },
  fineTargets: { parameters: ["buffer", "buffer", "buffer", "buffer", "buffer"], result: "void" },
  coarseTargets: { parameters: ["buffer", "buffer", "buffer"], result: "void" },
} as const;

/** Compiles the kernels and loads them; null where there is no C++ compiler. */
async function compile(folder: string) {
  const out = `${folder}/examples.so`;
  const root = new URL("../../tools/gpu/", import.meta.url);
  try {
    const { success, stderr } = await new Deno.Command("g++", {
      args: [
        ...["-O2", "-shared", "-fPIC", "-x", "c++", "-include", new URL("as_cpp.h", root).pathname],
        ...[new URL("examples.cu", root).pathname, "-o", out],
      ],
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return Deno.dlopen(out, KERNELS).symbols;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** The kernels' struct View, not degraded. */
function toView(
  picture: { width: number; height: number; marks: readonly unknown[] },
  view: ReturnType<typeof drawView>,
): Uint8Array<ArrayBuffer> {
  const data = new DataView(new ArrayBuffer(104));
  data.setBigInt64(8, BigInt(picture.width * picture.height), true);
  const { box, width, height, left, top } = view;
  [picture.width, picture.height, width, height, left, top].forEach((n, i) =>
    data.setInt32(16 + 4 * i, n, true)
  );
  [box.x, box.y, box.width, box.height].forEach((n, i) => data.setFloat32(40 + 4 * i, n, true));
  data.setInt32(60, picture.marks.length, true);
  data.setInt32(68, 1, true);
  return new Uint8Array(data.buffer);
}

const symbols = await inTemporaryFolder(compile);

Deno.test({
  name: "the GPU's kernels make the same examples" + (symbols ? "" : " (g++ is missing)"),
  ignore: !symbols,
  async fn() {
    const { block, showParts, normalize, fineTargets, coarseTargets } = symbols!;
    const digits = await loadMnist("test");
    const random = createRandom(3);
    const side = EXAMPLE_SIDE;
    for (let n = 0; n < 12; n++) {
      const picture = await drawFinderPicture(digits, random.fork(`${n}`));
      const view = drawView(picture, random);
      const due = showView(picture, view);
      const truth = finderTargets([due]);
      const there = toView(picture, view);
      const pixels = new Uint8Array([...picture.grey, ...picture.ink, ...picture.owner]);
      const marks = Float32Array.from(
        picture.marks.flatMap(({ box: { x, y, width, height }, isDigit }) => [
          ...[x, y, width, height, isDigit ? 1 : 0],
        ]),
      );
      const images = new Float32Array(side ** 2);
      const ink = new Float32Array(side ** 2);
      const owner = new Uint8Array(side ** 2);
      const fine = new Float32Array(truth.fine.length);
      const coarse = new Float32Array(truth.coarse.length);
      block(0);
      showParts(pixels, there, images, ink, owner);
      normalize(there, images);
      fineTargets(there, marks, ink, owner, fine);
      coarseTargets(there, marks, coarse);
      const of = (name: string) => `${name} of picture ${n}`;
      assert.ok(apart(images, due.input.data) < 0.02, of("image"));
      const inks = (numbers: Float32Array) => numbers.filter((_, i) => i % 7 < 4);
      assert.ok(apart(inks(fine), inks(truth.fine)) < 1e-3, of("ink"));
      // Where two marks' ink is as dark, rounding decides whose a place is.
      const points = truth.fine.filter((weight, i) => i % 7 === 6 && weight > 0).length;
      const others = fine.filter((n, i) => i % 7 > 3 && Math.abs(n - truth.fine[i]) > 1e-2).length;
      assert.ok(others <= 0.03 * 3 * points, `${of("offsets")}: ${others} of ${points}`);
      assert.ok(apart(coarse, truth.coarse) < 1e-4, of("coarse targets"));
    }
  },
});

/** The relative distance of two lists of numbers, by their L2 norms. */
function apart(got: Float32Array, due: Float32Array): number {
  const norm = (numbers: Float32Array) => Math.sqrt(numbers.reduce((sum, n) => sum + n * n, 0));
  return norm(got.map((n, i) => n - due[i])) / Math.max(1, norm(due));
}
