import assert from "node:assert/strict";
import { compare, inTurn } from "../../bench/comparison.ts";

Deno.test("inTurn runs the sides in turn, to and fro, and leaves the first round out", async () => {
  const order: string[] = [];
  const progress: number[][] = [];
  const run = (side: string) => Promise.resolve(order.push(side));
  const given = await inTurn(["a", "b"], run, {
    rounds: 2,
    onProgress: (done, total) => progress.push([done, total]),
  });
  assert.equal(order.join(""), "baabba");
  assert.deepEqual(given, [[3, 6], [4, 5]]);
  assert.deepEqual(progress, [[1, 3], [2, 3], [3, 3]]);
});

Deno.test("compare keeps ours apart from the baselines, and leaves out those that are not there", async () => {
  const cost = (value: number) => () => Promise.resolve(value);
  const baselines = { Keras: cost(2), numpy: cost(3), "not there": null };
  assert.deepEqual(await compare("a step", "ms", cost(1), baselines, { rounds: 2 }), {
    what: "a step",
    unit: "ms",
    ours: [1, 1],
    baselines: { Keras: [2, 2], numpy: [3, 3] },
  });
});
