/** Ways of testing, compared on a problem whose answer is known: labels by lot can only be learned by heart. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { createRandom } from "../../../lib/base/random.ts";
import { type Dataset, subset } from "../../../lib/dataset/dataset.ts";
import { compareWays } from "../../../lib/study/recipes/compare_ways.ts";
import { wayTable } from "../../../lib/study/recipes/way_table.ts";

const SIDE = 8;

/** Noise with labels by lot: nothing of it tells about other pictures. */
function noise(size: number, seed: number): Dataset {
  const random = createRandom(seed);
  const images = Uint8Array.from({ length: size * SIDE * SIDE }, () => random.integer(256));
  const labels = Uint8Array.from({ length: size }, () => random.integer(2));
  return { images, labels, classes: ["a", "b"], size, width: SIDE, height: SIDE };
}

const train = noise(24, 1);
const half = subset(train, [...Array(12).keys()]);
const others = noise(40, 2);

Deno.test("compareWays() counts copies in the test, and fresh pictures apart from it", async () => {
  await useBackend("auto");
  const before = tf.memory().numTensors;
  const runs = await compareWays({
    "copies": () => ({ parts: { train, validation: half, test: half } }),
    "none": () => ({ parts: { train, validation: others, test: others } }),
  }, { fresh: noise(60, 3), epochs: 40, batch: 8, seeds: [1, 2] });
  assert.deepEqual(runs.map(({ way, seed }) => `${way} ${seed}`), [
    "copies 1",
    "copies 2",
    "none 1",
    "none 2",
  ]);
  for (const { way, records, test, copies, fresh } of runs) {
    assert.equal(records.length, 40);
    assert.equal(fresh.asked, 60);
    assert.ok(fresh.right < 50, `${fresh.right} of 60 guessed`);
    if (way === "copies") assert.deepEqual([copies, test.right], [test, 12]);
    else assert.deepEqual(copies, { asked: 0, right: 0 });
  }
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("wayTable() takes the trainings of a way together", () => {
  const run = (way: string, right: number) => ({
    way,
    seed: 1,
    records: [],
    test: { asked: 10, right },
    copies: { asked: 3, right: 2 },
    fresh: { asked: 100, right: 70 },
  });
  assert.deepEqual(wayTable([run("a", 9), run("a", 8), run("b", 7)]), [
    {
      way: "a",
      trainings: 2,
      "own test, %": "85.0",
      "fresh drawings, %": "70.0",
      "too good by": "15.0",
      "copies in the test": 6,
      "of them right": 4,
      "own test without them, %": "92.9",
    },
    {
      way: "b",
      trainings: 1,
      "own test, %": "70.0",
      "fresh drawings, %": "70.0",
      "too good by": "0.0",
      "copies in the test": 3,
      "of them right": 2,
      "own test without them, %": "71.4",
    },
  ]);
  const copies = { ...run("a", 2), test: { asked: 3, right: 2 } };
  assert.equal(wayTable([copies])[0]["own test without them, %"], "");
});
