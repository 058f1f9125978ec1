/** What notebook 8 shows of the finder is what the finder says. */
import assert from "node:assert/strict";
import { toSvg } from "../../../lib/charts/render.ts";
import { ImageError } from "../../../lib/base/errors.ts";
import { take } from "../../../lib/dataset/dataset.ts";
import { loadMnist } from "../../../lib/dataset/mnist.ts";
import { openEngine } from "../../../lib/engine/open_engine.ts";
import { MARGIN } from "../../../lib/finder/finder_input.ts";
import { look, OFFSET_UNIT } from "../../../lib/finder/look.ts";
import { openFinder } from "../../../lib/finder/open_finder.ts";
import { readOut } from "../../../lib/finder/read_out.ts";
import { classifyBy } from "../../../lib/engine/classify_by.ts";
import { faultOf } from "../../../lib/study/finder/fault_of.ts";
import { choiceCharts } from "../../../lib/study/finder/choice_charts.ts";
import { drawCases, readCases } from "../../../lib/study/finder/read_cases.ts";
import { firstChoice } from "../../../lib/study/finder/first_choice.ts";
import { middleMaps } from "../../../lib/study/finder/middle_maps.ts";
import { votesOf } from "../../../lib/study/finder/votes_of.ts";

const digits = take(await loadMnist("test"), 300);

/** A look at a blank of 32 x 32 pixels in which a network sees one digit, 16 pixels high, at (18, 14). */
async function lookAtOne() {
  const side = 32 + 2 * MARGIN;
  const [half, quarter] = [side / 2, side / 4];
  const fine = new Float32Array(half * half * 6).fill(-9);
  const coarse = new Float32Array(quarter * quarter * 3).fill(-9);
  for (let y = 4; y < 12; y++) {
    for (let x = 7; x < 11; x++) {
      const place = 6 * ((y + MARGIN / 2) * half + x + MARGIN / 2);
      fine.fill(9, place, place + 4);
      fine[place + 4] = (18 - 2 * x - 1) / OFFSET_UNIT;
      fine[place + 5] = (14 - 2 * y - 1) / OFFSET_UNIT;
    }
  }
  const middle = 3 * ((3 + MARGIN / 4) * quarter + 4 + MARGIN / 4);
  coarse[middle] = 5;
  coarse[middle + 2] = Math.log(16 / 32);
  const blank = { width: 32, height: 32, data: new Float32Array(32 * 32) };
  return await look(
    blank,
    () => Promise.resolve({ fine: { data: fine }, coarse: { data: coarse } }),
  );
}

Deno.test("middleMaps() gives a pixel for every place of the picture, without the margin", async () => {
  const maps = middleMaps(await lookAtOne());
  assert.deepEqual([maps.digits.width, maps.digits.height], [8, 8]);
  assert.equal(maps.digits.data.indexOf(Math.max(...maps.digits.data)), 3 * 8 + 4);
  assert.ok(maps.digits.data[3 * 8 + 4] > 0.99 && Math.max(...maps.signs.data) < 0.01);
});

Deno.test("votesOf() gives the arrows of a character's ink, one for two by two pixels", async () => {
  const seen = await lookAtOne();
  const marks = readOut(seen);
  assert.equal(marks.length, 1);
  const votes = votesOf({ look: seen, marks }, 1);
  assert.equal(votes.length, 4 * 8);
  for (const { from, to, group } of votes) {
    assert.ok(from[0] > 14 && from[0] < 22 && from[1] > 8 && from[1] < 24, `${from}`);
    assert.ok(Math.hypot(to[0] - 18, to[1] - 14) < 1e-4, `${to}`);
    assert.equal(group, 0);
  }
  assert.equal(votesOf({ look: seen, marks }, 2).length, 2 * 4);
});

Deno.test("readCases() compares each answer with its picture; no ink is an empty answer", async () => {
  const cases = await drawCases({ digits, kinds: ["number", "empty"], images: 2, seed: 3 });
  assert.deepEqual(cases.map(({ kind }) => kind), ["number", "number", "empty", "empty"]);
  const truths = new Map(cases.map(({ file, photo }) => [file, photo.truth.text]));
  const results = await readCases(cases, {
    read(file) {
      if (file === cases[1].file) return Promise.reject(new ImageError("no-ink", "no ink found"));
      return Promise.resolve({ text: truths.get(file)!, digits: [] });
    },
  });
  assert.deepEqual(results.map(({ isRight }) => isRight), [true, false, true, true]);
  assert.equal(results[1].answer, "");
  const broken = { read: () => Promise.reject(new TypeError("broken")) };
  await assert.rejects(readCases(cases, broken), { message: "broken" });
});

Deno.test("firstChoice() gives a picture that is read right, the same again, or none", async () => {
  const finder = await openFinder();
  const { engine, card } = await openEngine({ model: "models/digits" });
  const search = {
    finder: finder.run,
    classes: card.classes,
    classify: classifyBy(engine, card.classes),
    trust: card.trust,
    digits,
    kind: "number",
    seed: 1,
    tries: 10,
  } as const;
  const choice = await firstChoice({ ...search, wanted: ({ chosen }) => chosen.length > 1 });
  assert.ok(choice && choice.chosen.length === choice.text.length && choice.text.length > 1);
  for (const one of choice.chosen) assert.ok(choice.trials.includes(one));
  const [parts, tried] = await choiceCharts("A number", choice, card.classes);
  assert.match(await toSvg(parts), new RegExp(`>A number: ${choice.text}<`));
  const names = (await toSvg(tried)).match(/>[\d+]+: \d, \d+ %</g);
  assert.equal(names?.length, choice.trials.length);
  const again = await firstChoice({ ...search, wanted: ({ chosen }) => chosen.length > 1 });
  assert.deepEqual([again?.picture, again?.text], [choice.picture, choice.text]);
  assert.equal(await firstChoice({ ...search, tries: 2, wanted: () => false }), null);
  await Promise.all([finder.close(), engine.close()]);
});

for (
  const [truth, answer, fault] of [
    ["407", "47", "too few digits"],
    ["407", "4077", "too many digits"],
    ["407", "4?7", "not sure"],
    ["407", "401", "misread"],
    ["40 7", "407", "order or spaces"],
    ["40\n7", "7\n40", "order or spaces"],
  ]
) {
  Deno.test(`faultOf(): ${JSON.stringify([truth, answer])} is ${fault}`, () => {
    assert.equal(faultOf(truth, answer), fault);
  });
}
