import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { createRandom } from "../lib/base/random.ts";
import { take } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { encodePhoto } from "../lib/dataset/photos.ts";
import { drawPicture } from "../lib/dataset/pictures.ts";
import { openEngine } from "../lib/engine/open_engine.ts";
import { scaleLooks, SETTINGS } from "../lib/finder/finder_settings.ts";
import type { RunFinder } from "../lib/finder/look.ts";
import { openFinder } from "../lib/finder/open_finder.ts";
import type { Reading } from "../lib/reading.ts";
import { createRecognizer } from "../lib/recognizer.ts";

const { engine, card } = await openEngine({ model: "models/digits" });
const finder = await openFinder();
let looks = 0;
const counted: RunFinder = (...given) => {
  looks++;
  return finder.run(...given);
};

const digits = take(await loadMnist("test"), 200);
const source = createRandom(1);
const files = await Promise.all(Array.from({ length: 30 }, (_, n) => {
  const random = source.fork(`${n}`);
  return encodePhoto(drawPicture({ digits, kind: "signs", strength: "medium", random }));
}));

/** Readings with these settings, and how often the finder looked at each picture. */
async function readAll(settings: typeof SETTINGS): Promise<{ reading: Reading; looks: number }[]> {
  // Where every character is trusted, nothing is looked at a third time.
  const trusting = { ...card, threshold: 0 };
  const { read } = createRecognizer({ engine, card: trusting, finder: counted, settings });
  const readings = [];
  for (const file of files) {
    looks = 0;
    readings.push({ reading: await read(file), looks });
  }
  return readings;
}

const certainties = ({ digits }: Reading) =>
  digits.map(({ confidence }) => Math.max(confidence, 1 - confidence));
const product = (values: number[]) => values.reduce((all, one) => all * one, 1);

const first = await readAll({ ...SETTINGS, doubt: 0 });
const second = await readAll({ ...scaleLooks(SETTINGS, SETTINGS.again), doubt: 0 });
const both = await readAll(SETTINGS);
await Promise.all([engine.close(), finder.close()]);

Deno.test("readPicture() looks at a picture anew only where it is in doubt", () => {
  const inDoubt = first.map(({ reading }) => Math.min(...certainties(reading)) < SETTINGS.doubt);
  assert.ok(inDoubt.includes(true) && inDoubt.includes(false));
  assert.deepEqual(
    both.map(({ looks }) => looks),
    first.map(({ looks }, n) => looks + (inDoubt[n] ? second[n].looks : 0)),
  );
});

Deno.test("readPicture() keeps the surer of two readings", () => {
  const isFirst = both.map(({ reading }, n) => isDeepStrictEqual(reading, first[n].reading));
  assert.ok(isFirst.includes(false));
  both.forEach(({ reading }, n) => {
    if (isFirst[n]) return;
    assert.deepEqual(reading, second[n].reading);
    const [kept, left] = [reading, first[n].reading].map((one) => product(certainties(one)));
    assert.ok(kept > left);
  });
});
