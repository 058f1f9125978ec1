/** HOG features, beside scikit-image. */
import { type Dataset, pictureAt, redraw, subset, take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { resize } from "../../lib/image/resize.ts";
import { hogFeatures } from "../../lib/study/features/hog_features.ts";
import { compare, milliseconds } from "../comparison.ts";
import type { Part } from "../part.ts";
import { startPython } from "../python_program.ts";

const SIDE = 64;

export const hog: Part = {
  title: "HOG",
  about:
    "HOG features (9 directions, cells of 8 x 8 pixels, blocks of 3 x 3 cells) of MNIST's test digits at " +
    `${SIDE} x ${SIDE}, one after the other, on one core: lib/study/features/ and scikit-image's \`hog\`.`,
  async measure({ python, rounds, fast, onProgress }) {
    const pictures = await digits(fast ? 100 : 1000);
    await using program = python ? startPython(python, "hog.py") : null;
    if (program) {
      const file = await Deno.makeTempFile();
      await Deno.writeFile(file, pictures.images);
      const theirs = await program.ask<number[]>("load", { file, side: SIDE })
        .finally(() => Deno.remove(file));
      const own = hogFeatures(subset(pictures, [0]));
      const same = own.length === theirs.length &&
        own.every((one, i) => Math.abs(one - theirs[i]) < 1e-4);
      if (!same) throw new Error("scikit-image's features of the same picture are others");
    }
    const ours = () => milliseconds(() => hogFeatures(pictures));
    const baselines = { "scikit-image": program && (() => program.ask<number>("hog")) };
    const what = `${pictures.size} pictures`;
    return { comparisons: [await compare(what, "ms", ours, baselines, { rounds, onProgress })] };
  },
};

async function digits(size: number): Promise<Dataset> {
  const mnist = await loadMnist("test");
  const first = take(mnist, size);
  const square = { width: SIDE, height: SIDE };
  return redraw(first, square, (i) => resize(pictureAt(first, i), SIDE, SIDE).data);
}
