/** How costs grow with what is asked for. */
import { quantile } from "../../lib/base/quantile.ts";
import { createRandom } from "../../lib/base/random.ts";
import { type Dataset, pictureAt } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { encodePng } from "../../lib/image/encode_png.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";
import { openRecognizer } from "../../lib/open_recognizer.ts";
import { type Growth, inTurn, milliseconds } from "../comparison.ts";
import { predictFolder, writeDigits } from "../digit_files.ts";
import { type Part, stepOf } from "../part.ts";
import { photographSeven } from "../server_pictures.ts";

/** Pixels between the middles of digits on a page. */
const CELL = 56;

/** So many of something, and what is done with them. */
type Try = readonly [count: number, run: () => Promise<unknown>];

export const growth: Part = {
  title: "How costs grow",
  about:
    "Ours alone. Batches go through the digit net's engine; pixels are those of a photograph (JPEG) of one " +
    "digit; digits stand in a square on white paper (PNG); files are PNGs of one digit, through `deno task predict`. " +
    "The exponent is the power of the count by which the cost grew between the last two: 1 is in proportion.",
  async measure({ rounds, fast, onProgress }) {
    const recognizer = await openRecognizer();
    const mnist = await loadMnist("test");
    const random = createRandom(1);
    const upTo = (counts: readonly number[]) => fast ? counts.slice(0, 2) : counts;

    const batches = upTo([1, 4, 16, 64, 256, 1024]).map((count): Try => {
      const images = Float32Array.from({ length: count * 784 }, () => random.uniform());
      return [count, () => recognizer.engine.predict(images, count)];
    });
    const pixels = await Promise.all(
      upTo([0.25, 1, 4, 12, 48]).map(async (megapixels): Promise<Try> => {
        const height = Math.round(Math.sqrt(megapixels * 1e6 * 3 / 4));
        const file = await photographSeven(Math.round(height * 4 / 3), height);
        return [megapixels, () => recognizer.read(file)];
      }),
    );
    const digits = await Promise.all(
      upTo([1, 4, 16, 64, 144]).map(async (count): Promise<Try> => {
        const file = await encodePng(page(mnist, count));
        const { length } = (await recognizer.read(file)).digits;
        if (Math.abs(length - count) > 0.02 * count) {
          throw new Error(`${length} of ${count} digits were read`);
        }
        return [count, () => recognizer.read(file)];
      }),
    );
    await using stack = new AsyncDisposableStack();
    const files: Try[] = [];
    for (const count of upTo([10, 40, 160, 640])) {
      const { path } = stack.use(await writeDigits(count));
      files.push([count, () => predictFolder(path)]);
    }

    const kinds = Object.entries({
      "pictures in a batch": batches,
      "megapixels in a picture": pixels,
      "digits in a picture": digits,
      "files in a folder": files,
    });
    const growths: Growth[] = [];
    for (const [n, [what, tries]] of kinds.entries()) {
      const options = { rounds, onProgress: stepOf(onProgress, n, kinds.length) };
      const times = await inTurn(tries, ([, run]) => milliseconds(run), options);
      const points = tries.map(([count], i) => [count, quantile(times[i], 0.5)] as const);
      growths.push({ what, points });
    }
    await recognizer.close();
    return { comparisons: [], growths };
  },
};

/** Digits in a square, row by row. */
function page(digits: Dataset, count: number): GrayImage {
  const across = Math.ceil(Math.sqrt(count));
  const side = CELL * across;
  const data = new Float32Array(side * side);
  for (let n = 0; n < count; n++) {
    const { width, height, data: ink } = pictureAt(digits, n);
    const left = CELL * (n % across) + (CELL - width) / 2;
    const top = CELL * Math.floor(n / across) + (CELL - height) / 2;
    for (let y = 0; y < height; y++) {
      data.set(ink.subarray(y * width, (y + 1) * width), (top + y) * side + left);
    }
  }
  return { width: side, height: side, data };
}
