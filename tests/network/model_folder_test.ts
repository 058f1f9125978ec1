/** Saving, reading back and running a model, in every format. */
import { join } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend.ts";
import { subset, toFloats } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { prepareDataset } from "../../lib/dataset/prepare_dataset.ts";
import { openEngine } from "../../lib/engine/open.ts";
import { digitNetwork } from "../../lib/network/digit.ts";
import { toOnnx } from "../../lib/network/export/onnx.ts";
import { toSavedModel } from "../../lib/network/export/saved_model.ts";
import { loadModel, saveModel } from "../../lib/network/model_folder.ts";
import { predict } from "../../lib/network/predict.ts";
import { reportNetwork } from "../../lib/network/report.ts";
import { nativePresent } from "../native_present.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const classes = [..."0123456789"];
const score = { images: 1, loss: 0, accuracy: 1 };
const digits = subset(await loadMnist("test"), Array.from({ length: 1000 }, (_, i) => i));

/** A network as training leaves it: weights, and running statistics that differ from their start. */
function someNetwork(name: "digit" | "report", seed = 5): tf.Sequential {
  const model = (name === "digit" ? digitNetwork : reportNetwork)({ classes: 10, seed });
  model.setWeights(
    model.getWeights().map((weight, i) =>
      weight.rank > 1 ? weight : tf.randomUniform(weight.shape, 0.5, 1.5, "float32", seed + i)
    ),
  );
  return model;
}

const inputOf = {
  digit: { width: 28, height: 28, prepare: "normalize" },
  report: { width: 64, height: 64, prepare: "resize" },
} as const;

function save(folder: string, model: tf.Sequential, network: "digit" | "report") {
  return saveModel(folder, model, {
    network,
    classes,
    input: inputOf[network],
    threshold: 0.5,
    training: { data: "mnist", dataSha256: "0", seed: 1, epochs: 1, batch: 1, backend: "none" },
    metrics: { train: score, validation: score, test: score },
    versions: {},
  });
}

const largestGap = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

for (const network of ["digit", "report"] as const) {
  const data = () => network === "digit" ? digits : prepareDataset(digits, inputOf.report);

  Deno.test(`saveModel() and loadModel() give the ${network} network back`, async () => {
    await useBackend("auto");
    await inTemporaryFolder(async (parent) => {
      const model = someNetwork(network);
      const folder = join(parent, "model");
      await save(folder, model, network);
      const loaded = await loadModel(folder);
      const some = subset(data(), [0, 1, 2, 3]);
      assert.deepEqual(predict(loaded.model, some), predict(model, some));
      assert.equal(loaded.card.network, network);
      model.dispose();
      loaded.model.dispose();
    });
  });

  Deno.test(`toOnnx() of the ${network} network answers as tfjs does, to 1e-5 on 1,000 digits`, async () => {
    await useBackend("auto");
    await inTemporaryFolder(async (parent) => {
      const model = someNetwork(network);
      const folder = join(parent, "model");
      await save(folder, model, network);
      const { engine } = await openEngine({ model: folder });
      const gap = largestGap(
        await engine.predict(toFloats(data()), 1000),
        predict(model, data()),
      );
      assert.ok(gap < 1e-5, `largest difference ${gap}`);
      await engine.close();
      model.dispose();
    });
  });

  Deno.test({
    name: `toSavedModel() of the ${network} network answers as tfjs does, to 1e-5 on 1,000 digits`,
    ignore: !nativePresent,
    async fn() {
      await useBackend("native");
      const { node } = await import("@tensorflow/tfjs-node");
      await inTemporaryFolder(async (parent) => {
        const model = someNetwork(network);
        for (const [name, bytes] of toSavedModel(model, classes)) {
          await Deno.writeFile(join(parent, name), bytes);
        }
        const saved = await node.loadSavedModel(parent, ["serve"], "serving_default");
        const { width, height } = inputOf[network];
        const x = tf.tensor4d(toFloats(data()), [1000, height, width, 1]);
        const { probabilities } = saved.predict({ image: x }) as tf.NamedTensorMap;
        const gap = largestGap(probabilities.dataSync() as Float32Array, predict(model, data()));
        assert.ok(gap < 1e-5, `largest difference ${gap}`);
        saved.dispose();
        tf.dispose([x, probabilities]);
        model.dispose();
      });
    },
  });
}

Deno.test("saveModel() writes the same bytes for the same model", async () => {
  await useBackend("auto");
  const model = someNetwork("digit");
  assert.deepEqual(toOnnx(model, classes), toOnnx(model, classes));
  await inTemporaryFolder(async (parent) => {
    const first = await save(join(parent, "a"), model, "digit");
    assert.deepEqual(await save(join(parent, "b"), model, "digit"), first);
  });
  model.dispose();
});

Deno.test("toOnnx() names a layer that it cannot write", () => {
  const model = tf.sequential({
    layers: [
      tf.layers.upSampling2d({ size: [2, 2], inputShape: [2, 2, 1], name: "twice" }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10 }),
    ],
  });
  assert.throws(() => toOnnx(model, classes), /UpSampling2D layer "twice"/);
  assert.throws(() => toSavedModel(model, classes), /UpSampling2D layer "twice"/);
  model.dispose();
});

const damages: [string, (folder: string) => Promise<void>, RegExp][] = [
  ["a file is missing", (f) => Deno.remove(join(f, "model.onnx")), /model\.onnx.*missing/],
  [
    "a file is cut short",
    (f) => Deno.truncate(join(f, "model.onnx"), 1000),
    /model\.onnx.*1000 bytes/,
  ],
  ["a byte is changed", async (f) => {
    const bytes = await Deno.readFile(join(f, "model.onnx"));
    bytes[bytes.length >> 1] ^= 1;
    await Deno.writeFile(join(f, "model.onnx"), bytes);
  }, /model\.onnx.*sha256/],
  ["it is of another version", async (f) => {
    const card = JSON.parse(await Deno.readTextFile(join(f, "card.json")));
    await Deno.writeTextFile(join(f, "card.json"), JSON.stringify({ ...card, format: 99 }));
  }, /card\.json.*format 99/],
  ["its card is no JSON", (f) => Deno.writeTextFile(join(f, "card.json"), "{"), /card\.json.*JSON/],
  [
    "its card lacks what is needed",
    (f) => Deno.writeTextFile(join(f, "card.json"), '{"format": 1}'),
    /card\.json.*classes/,
  ],
  ["there is no model", (f) => Deno.remove(join(f, "card.json")), /no model in .*deno task train/],
];
for (const [name, damage, message] of damages) {
  Deno.test(`openEngine() says so when ${name}`, async () => {
    await useBackend("auto");
    await inTemporaryFolder(async (parent) => {
      const folder = join(parent, "model");
      const model = someNetwork("digit");
      await save(folder, model, "digit");
      model.dispose();
      await damage(folder);
      await assert.rejects(() => openEngine({ model: folder }), { name: "ModelError", message });
    });
  });
}

Deno.test("loadModel() says so when weights.bin is cut short", async () => {
  await useBackend("auto");
  await inTemporaryFolder(async (parent) => {
    const folder = join(parent, "model");
    const model = someNetwork("digit");
    await save(folder, model, "digit");
    model.dispose();
    await Deno.truncate(join(folder, "weights.bin"), 10);
    await assert.rejects(() => loadModel(folder), { name: "ModelError", message: /weights\.bin/ });
  });
});
