/** Rates, and how sure they are: known cases, and what chance alone makes of them. */
import assert from "node:assert/strict";
import { createRandom } from "../../../lib/base/random.ts";
import { chanceOfDifference } from "../../../lib/study/rates/chance_of_difference.ts";
import { effectiveCount } from "../../../lib/study/people/effective_count.ts";
import { percent, percents } from "../../../lib/study/rates/percent.ts";
import { ratesBy } from "../../../lib/study/rates/rates_by.ts";
import { resampledInterval } from "../../../lib/study/rates/resampled_interval.ts";

Deno.test("chanceOfDifference() finds no more than chance where groups are dealt by chance", () => {
  const source = createRandom(3);
  const found = Array.from({ length: 200 }, (_, n) => {
    const random = source.fork(String(n));
    const units = Array.from({ length: 60 }, (_, i) => (
      { group: "abc"[i % 3], right: random.chance(0.8) ? 1 : 0, count: 1 }
    ));
    return chanceOfDifference(units, { seed: n, shuffles: 99 });
  });
  const below = (p: number) => found.filter((value) => value <= p).length;
  assert.ok(below(0.05) <= 20, `${below(0.05)} of 200 are called differences at 0.05`);
  assert.ok(below(0.5) >= 60, `${below(0.5)} of 200 are at or below 0.5`);
});

Deno.test("chanceOfDifference() takes what belongs together for one", () => {
  // One nine that fails six times is one failure of ten, not six of sixty.
  const digits = ["0", "9"].flatMap((group) =>
    Array.from({ length: 10 }, (_, i) => (
      { group, right: group === "9" && i === 0 ? 0 : 6, count: 6 }
    ))
  );
  const apart = digits.flatMap(({ group, right }) =>
    Array.from({ length: 6 }, () => ({ group, right: right / 6, count: 1 }))
  );
  assert.equal(chanceOfDifference(digits, { seed: 1 }), 1);
  assert.ok(chanceOfDifference(apart, { seed: 1 }) < 0.05);
});

Deno.test("chanceOfDifference() compares within blocks", () => {
  // Block by block the second is a little worse, far less than blocks differ.
  const blocks = Array.from({ length: 12 }, (_, block) =>
    ["a", "b"].map((group, i) => ({
      group,
      right: 2 * block + 3 - i,
      count: 100,
      block: String(block),
    }))).flat();
  const free = blocks.map(({ group, right, count }) => ({ group, right, count }));
  assert.ok(chanceOfDifference(blocks, { seed: 1 }) < 0.005);
  assert.ok(chanceOfDifference(free, { seed: 1 }) > 0.5);
});

Deno.test("resampledInterval() is wider than answers taken singly where people differ", () => {
  const people = Array.from({ length: 20 }, (_, i) => ({ right: i < 15 ? 20 : 8, count: 20 }));
  const single = people.flatMap(({ right, count }) =>
    Array.from({ length: count }, (_, i) => ({ right: i < right ? 1 : 0, count: 1 }))
  );
  const width = ([low, high]: readonly number[]) => high - low;
  const [wide, narrow] = [people, single].map((some) =>
    width(resampledInterval(some, { seed: 1 }))
  );
  assert.ok(wide > 2 * narrow, `${wide} and ${narrow}`);
  assert.throws(() => resampledInterval([], { seed: 1 }), /no cluster/);
});

Deno.test("resampledInterval() of people who are all alike is their share", () => {
  const alike = Array.from({ length: 10 }, () => ({ right: 9, count: 10 }));
  assert.deepEqual(resampledInterval(alike, { seed: 1 }), [0.9, 0.9]);
});

Deno.test("effectiveCount() is all answers where people do not differ, and people where they do", () => {
  assert.equal(effectiveCount({ people: 10, each: 20, likeness: 0 }), 200);
  assert.equal(effectiveCount({ people: 10, each: 20, likeness: 1 }), 10);
});

Deno.test("ratesBy() counts group by group, as they come", () => {
  const answers = ["7", "1", "7"].map((digit, i) => ({ digit, isRight: i < 2 }));
  const [seven, one] = ratesBy(answers, ({ digit }) => digit);
  assert.deepEqual([seven.name, seven.right, seven.count, seven.share], ["7", 1, 2, 0.5]);
  assert.deepEqual([one.name, one.high], ["1", 1]);
});

Deno.test("percent() and percents() leave the sign to the column's name", () => {
  assert.equal(percent(0.9146), "91.5");
  assert.equal(percents([0.884, 0.939]), "88.4 to 93.9");
});
