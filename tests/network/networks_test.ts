/** What training a network into a model folder promises. */
import { join } from "@std/path";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { ModelError } from "../../lib/base/errors.ts";
import { subset } from "../../lib/dataset/dataset.ts";
import { loadModel } from "../../lib/network/model_folder.ts";
import { NETWORKS } from "../../lib/network/networks.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { someDigits } from "./some_network.ts";
import { byOwnClock } from "./own_clock.ts";

const digits = someDigits("report");
const part = (from: number, count: number) =>
  subset(digits, Array.from({ length: count }, (_, i) => from + i));
const data = { train: part(0, 40), validation: part(40, 20), test: part(60, 20) };
const about = {
  training: { data: "some", dataSha256: "0", backend: "some", commit: "abc" },
  versions: {},
};

Deno.test("train() of a network saves a model whose card tells how to train it again", async () => {
  await useBackend("auto");
  await inTemporaryFolder(async (parent) => {
    const out = join(parent, "model");
    const common = { data, about, out, seed: 3, batch: 20 };
    // Shells end a folder's name with a slash.
    const first = await NETWORKS.report.train({ ...common, epochs: 1, out: `${out}/` });
    assert.deepEqual(first.training, {
      ...about.training,
      ...{ seed: 3, epochs: 1, batch: 20, recipe: NETWORKS.report.recipe },
    });
    const second = await NETWORKS.report.train({ ...common, epochs: 2, from: out });
    assert.deepEqual(second.training.from, first.training);
    assert.ok(second.metrics.train.loss < first.metrics.train.loss);
    assert.deepEqual((await loadModel(out)).card, second);
    assert.deepEqual(Array.from(Deno.readDirSync(parent), ({ name }) => name), ["model"]);

    await assert.rejects(
      () => NETWORKS.digit.train({ ...common, from: out }),
      (error) =>
        error instanceof ModelError && /network report; --network digit/.test(error.message),
    );
    const fewer = { ...data, train: { ...data.train, classes: ["a", "b"] } };
    await assert.rejects(
      () => NETWORKS.report.train({ ...common, data: fewer, from: out }),
      (error) => error instanceof ModelError && /the data has a, b/.test(error.message),
    );
  });
});

Deno.test("the card of a training by the clock says how long it was and how many steps it made", async () => {
  await useBackend("auto");
  await inTemporaryFolder(async (parent) => {
    const out = join(parent, "model");
    let steps = 0;
    const { training } = await byOwnClock(50, () =>
      NETWORKS.report.train({
        ...{ data, about, out, seed: 3, batch: 20, minutes: 0.02 },
        onProgress: () => steps++,
      }));
    assert.deepEqual([training.minutes, training.steps], [0.02, steps]);
    // Eight steps an epoch.
    assert.equal(training.epochs, Math.ceil(steps / 8));
    const text = await Deno.readTextFile(join(out, "card.md"));
    const row = `0.02 minutes by the clock, not to be repeated exactly: ${steps} steps of batch 20`;
    assert.ok(text.includes(row), text);
  });
});

Deno.test("the card of a training that was stopped says how far it came, and how far it was to go", async () => {
  await useBackend("auto");
  await inTemporaryFolder(async (parent) => {
    const out = join(parent, "model");
    const stop = new AbortController();
    const { training } = await NETWORKS.report.train({
      ...{ data, about, out, seed: 3, batch: 20, epochs: 50, signal: stop.signal },
      onProgress: (done) => {
        if (done === 5) stop.abort();
      },
    });
    assert.deepEqual([training.epochs, training.steps, training.stopped], [50, 5, true]);
    const text = await Deno.readTextFile(join(out, "card.md"));
    assert.match(text, /\| Run \| 50 epochs, stopped after 5 steps of batch 20,/);
  });
});

Deno.test("train() leaves what was learnt so far in a checkpoint while it goes on", async () => {
  await useBackend("auto");
  await inTemporaryFolder(async (parent) => {
    const out = join(parent, "model");
    let seen = 0;
    await NETWORKS.report.train({
      ...{ data, about, out, seed: 3, batch: 20, epochs: 2 },
      onProgress(done) {
        // Eight steps an epoch.
        if (done === 9) seen = Deno.statSync(`${out}.checkpoint/model.onnx`).size;
      },
    });
    assert.ok(seen > 0);
  });
});
