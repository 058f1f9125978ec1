/** Saving a model, reading it back, and what is said of a folder that is not whole. */
import { join } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { subset } from "../../lib/dataset/dataset.ts";
import { openEngine } from "../../lib/engine/open_engine.ts";
import { readFinderCard } from "../../lib/model/model_files.ts";
import { loadLayers, loadModel, saveFinder } from "../../lib/network/model_folder.ts";
import { predict } from "../../lib/network/predict.ts";
import { DIGITS_FOLDER } from "../../lib/open_recognizer.ts";
import { nativePresent } from "../native_present.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { pyramid } from "./export/pyramid.ts";
import { save, someDigits, someNetwork } from "./some_network.ts";

for (const network of ["digit", "report"] as const) {
  Deno.test(`saveModel() and loadModel() give the ${network} network back`, async () => {
    await useBackend("auto");
    await inTemporaryFolder(async (parent) => {
      const model = someNetwork(network);
      const folder = join(parent, "model");
      await save(folder, model, network);
      const loaded = await loadModel(folder);
      const some = subset(someDigits(network), [0, 1, 2, 3]);
      assert.deepEqual(predict(loaded.model, some), predict(model, some));
      assert.equal(loaded.card.network, network);
      model.dispose();
      loaded.model.dispose();
    });
  });
}

Deno.test({
  name: "saveModel() writes what tf.loadLayersModel reads",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    await inTemporaryFolder(async (parent) => {
      const model = someNetwork("digit");
      const folder = join(parent, "model");
      await save(folder, model, "digit");
      const loaded = await tf.loadLayersModel(`file://${join(folder, "model.json")}`);
      const some = subset(someDigits("digit"), [0, 1, 2, 3]);
      assert.deepEqual(predict(loaded, some), predict(model, some));
      model.dispose();
      loaded.dispose();
    });
  },
});

Deno.test("saveFinder() and loadLayers() give a network of several outputs back", async () => {
  await useBackend("auto");
  await inTemporaryFolder(async (parent) => {
    const model = pyramid();
    const folder = join(parent, "model");
    const score = { images: 1, loss: 0, accuracy: 1 };
    const card = await saveFinder(folder, model, {
      network: "finder",
      training: {
        data: "none",
        dataSha256: "0",
        seed: 1,
        epochs: 1,
        batch: 1,
        backend: "none",
        pictures: 1,
        stepsPerEpoch: 1,
      },
      metrics: { train: score, validation: score, test: score },
      versions: {},
    });
    assert.deepEqual(await readFinderCard(folder), card);
    const loaded = await loadLayers(folder, card);
    const image = tf.ones([1, 16, 16, 1]);
    const [expected, answers] = [model, loaded].map((network) =>
      (network.predict(image) as tf.Tensor[]).map((output) => output.dataSync())
    );
    assert.equal(answers.length, 2);
    assert.deepEqual(answers, expected);
    await assert.rejects(() => loadModel(folder), {
      name: "ModelError",
      message: /holds a finder, .*: name a model that reads them, such as models\/digits/,
    });
    model.dispose();
    loaded.dispose();
  });
});

Deno.test("saveModel() writes the same bytes for the same model", async () => {
  await useBackend("auto");
  const model = someNetwork("digit");
  await inTemporaryFolder(async (parent) => {
    const first = await save(join(parent, "a"), model, "digit");
    assert.deepEqual(await save(join(parent, "b"), model, "digit"), first);
  });
  model.dispose();
});

Deno.test("saveModel() replaces a model by a whole one", async () => {
  await useBackend("auto");
  await inTemporaryFolder(async (parent) => {
    const folder = join(parent, "model");
    const [one, two] = [someNetwork("digit", 1), someNetwork("digit", 2)];
    await save(folder, one, "digit");
    const card = await save(folder, two, "digit");
    const unwritable = tf.sequential({
      layers: [tf.layers.upSampling2d({ size: [2, 2], inputShape: [2, 2, 1] })],
    });
    await assert.rejects(() => save(folder, unwritable, "digit"));
    assert.deepEqual((await loadModel(folder)).card, card);
    tf.dispose([one, two, unwritable].flatMap((model) => model.getWeights()));
  });
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
  [
    "a file that it does not read is missing",
    (f) => Deno.remove(join(f, "saved_model"), { recursive: true }),
    /saved_model\.pb.*missing/,
  ],
  ["it is of another version", async (f) => {
    const card = JSON.parse(await Deno.readTextFile(join(f, "card.json")));
    await Deno.writeTextFile(join(f, "card.json"), JSON.stringify({ ...card, format: 99 }));
  }, /card\.json.*format 99/],
  ["its card is no JSON", (f) => Deno.writeTextFile(join(f, "card.json"), "{"), /card\.json.*JSON/],
  [
    "its card lacks what is needed",
    (f) => Deno.writeTextFile(join(f, "card.json"), '{"format": 1}'),
    /card\.json.*files/,
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

Deno.test("readFinderCard() tells of a finder to name or to train, and of none in another model's place", async () => {
  await assert.rejects(readFinderCard(DIGITS_FOLDER), /a digit network.*such as models\/finder$/);
  await assert.rejects(readFinderCard("nowhere"), /train --network finder --out nowhere,/);
});

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
