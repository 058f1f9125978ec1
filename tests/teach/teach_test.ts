import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { answerDense, type DenseLayer, withMoreClasses } from "../../lib/teach/dense_layers.ts";
import { epochsFor, scoreOf, teach, TEACHING, type TeachingRecord } from "../../lib/teach/teach.ts";

/** Rows of four numbers: noise, and 1 at the place of the class. */
function rows(names: readonly string[], places: Readonly<Record<string, number>>, seed: number) {
  const random = createRandom(seed);
  const features = Float32Array.from({ length: 4 * names.length }, () => 0.3 * random.uniform());
  names.forEach((name, i) => features[4 * i + places[name]] += 1);
  return { features, names };
}

const places = { a: 0, b: 1, c: 2, odd: 3 };
const repeat = (name: string, count: number) => Array<string>(count).fill(name);

/** Layers that tell a from b, and nothing else. */
function layers(): DenseLayer[] {
  const random = createRandom(3);
  const weights = Float32Array.from({ length: 4 * 6 }, () => 0.2 * random.normal());
  for (let k = 0; k < 3; k++) weights[k] = weights[6 + 3 + k] = 2;
  const last = new Float32Array(6 * 2);
  for (let k = 0; k < 3; k++) last[2 * k] = last[2 * (k + 3) + 1] = 2;
  return [
    { weights, bias: new Float32Array(6) },
    { weights: last, bias: new Float32Array(2) },
  ];
}

const classes = ["a", "b"];
const memory = rows([...repeat("a", 20), ...repeat("b", 20)], places, 1);
const examples = rows([...repeat("c", 8), ...repeat("a", 3)], places, 2);

Deno.test("teach() adds classes, holds each fourth example out, and leaves what it was given", async () => {
  const before = layers();
  assert.ok(scoreOf({ layers: before, classes }, memory).accuracy === 1);
  const records: TeachingRecord[] = [];
  const taught = await teach({
    ...{ layers: before, classes, examples, memory: memory.features, epochs: 800, seed: 1 },
    onEpoch: (record) => void records.push(record),
  });
  assert.deepEqual(taught.classes, ["a", "b", "c"]);
  assert.deepEqual(taught.held, [3, 7]);
  assert.deepEqual(taught.learned, [0, 1, 2, 4, 5, 6, 8, 9, 10]);
  assert.equal(records.length, 800);
  assert.ok(records[799].loss < records[0].loss / 2);
  assert.equal(records[799].held.images, 2);
  const other = rows([...repeat("a", 50), ...repeat("b", 50), ...repeat("c", 50)], places, 9);
  const { accuracy } = scoreOf(taught, other);
  assert.ok(accuracy > 0.95, `${accuracy}`);
  assert.deepEqual(before, layers());
});

Deno.test("teach() gives the same layers for the same seed, and others for another", async () => {
  const learn = (seed: number) =>
    teach({ layers: layers(), classes, examples, memory: memory.features, epochs: 5, seed });
  const [one, same, other] = await Promise.all([learn(1), learn(1), learn(2)]);
  assert.deepEqual(one.layers, same.layers);
  assert.notDeepEqual(one.layers, other.layers);
});

Deno.test("teach() without a memory forgets", async () => {
  const odd = rows(repeat("c", 30), { c: 1 }, 5);
  const options = { layers: layers(), classes, examples: odd, epochs: 800, seed: 1 };
  const forgetful = await teach({ ...options, memory: new Float32Array() });
  assert.ok(scoreOf(forgetful, memory).accuracy < 0.6);
  const mindful = await teach({ ...options, examples, memory: memory.features });
  assert.equal(scoreOf(mindful, memory).accuracy, 1);
});

Deno.test("teach() says what cannot be learned from", async () => {
  const options = { layers: layers(), classes, memory: memory.features, seed: 1 };
  const none = { features: new Float32Array(), names: [] };
  await assert.rejects(teach({ ...options, examples: none }), /nothing to learn from/);
  const short = { features: new Float32Array(3), names: ["a"] };
  await assert.rejects(teach({ ...options, examples: short }), /rows of 4 numbers/);
});

Deno.test("teach() stops where it is told to", async () => {
  const stop = new AbortController();
  const all = { layers: layers(), classes, examples, memory: memory.features, epochs: 50, seed: 1 };
  let epochs = 0;
  const taught = await teach({
    ...all,
    signal: stop.signal,
    onEpoch: ({ epoch }) => {
      epochs = epoch;
      if (epoch === 3) stop.abort();
    },
  });
  assert.deepEqual([epochs, taught.epochs], [3, 3]);
  const why = new Error("enough");
  await assert.rejects(teach({ ...all, signal: AbortSignal.abort(why) }), why);
});

Deno.test("few examples are gone through as often as said, thousands less often", () => {
  assert.deepEqual([1, 200, 1000, 100_000].map(epochsFor), [TEACHING.epochs, 30, 6, 4]);
});

Deno.test("a class that is not known is never answered", () => {
  const { accuracy, images } = scoreOf({ layers: layers(), classes }, examples);
  assert.deepEqual([images, Math.round(11 * accuracy)], [11, 3]);
});

Deno.test("withMoreClasses() keeps the scores of the old classes", () => {
  const [before, after] = [layers(), withMoreClasses(layers(), 2)];
  const { features } = memory;
  const [old, wide] = [answerDense(before, features), answerDense(after, features)];
  for (let i = 0; i < 40; i++) {
    const ratio = old[2 * i] / old[2 * i + 1];
    assert.ok(Math.abs(wide[4 * i] / wide[4 * i + 1] / ratio - 1) < 1e-4);
  }
});
