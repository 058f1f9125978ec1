/** A model folder opened in each of its formats. */
import { join } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { toFloats } from "../../../lib/dataset/dataset.ts";
import type { Engine } from "../../../lib/engine/engine.ts";
import type { ModelCard } from "../../../lib/model/card.ts";
import { formatSizes } from "../../../lib/study/formats/format_sizes.ts";
import { predict } from "../../../lib/network/predict.ts";
import { largestDifference } from "../../../lib/study/formats/compare_formats.ts";
import { openSavedModel } from "../../../lib/study/formats/saved_model_engine.ts";
import { openTfjs } from "../../../lib/study/formats/tfjs_engine.ts";
import { nativePresent } from "../../native_present.ts";
import { save, someDigits, someNetwork } from "../../network/some_network.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";

const formats: Record<string, (folder: string, card: ModelCard) => Promise<Engine>> = {
  openTfjs,
  openSavedModel,
};
for (const [name, open] of Object.entries(formats)) {
  Deno.test({
    name: `${name}() answers as the network that was saved, and leaves no tensors behind`,
    ignore: name === "openSavedModel" && !nativePresent,
    async fn() {
      await useBackend("auto");
      await inTemporaryFolder(async (parent) => {
        const model = someNetwork("digit");
        const folder = join(parent, "model");
        const card = await save(folder, model, "digit");
        // More than one batch, and the last one not full.
        const some = someDigits("digit");
        const expected = predict(model, some);
        const before = tf.memory().numTensors;
        const engine = await open(folder, card);
        const probabilities = await engine.predict(toFloats(some), some.size);
        assert.ok(largestDifference(probabilities, expected) < 1e-5);
        await engine.close();
        assert.equal(tf.memory().numTensors, before);
        model.dispose();
      });
    },
  });
}

Deno.test({
  name: "openSavedModel() refuses a graph that is not the one its card speaks of",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    await inTemporaryFolder(async (parent) => {
      const model = someNetwork("digit");
      const folder = join(parent, "model");
      const card = await save(folder, model, "digit");
      const path = join(folder, "saved_model", "saved_model.pb");
      const bytes = await Deno.readFile(path);
      bytes[bytes.length >> 1] ^= 1;
      await Deno.writeFile(path, bytes);
      await assert.rejects(() => openSavedModel(folder, card), {
        name: "ModelError",
        message: /saved_model\.pb.*sha256/,
      });
      model.dispose();
    });
  },
});

Deno.test("openSavedModel() says what it needs where TensorFlow is not native", async () => {
  await useBackend("wasm");
  await assert.rejects(() => openSavedModel("nowhere", {} as ModelCard), {
    name: "UserError",
    message: /"wasm" is in use.*deno task native/,
  });
});

Deno.test("formatSizes() adds up a folder's files by format, and knows them all", () => {
  const file = (bytes: number) => ({ bytes, sha256: "" });
  const files = {
    "model.json": file(1),
    "weights.bin": file(10),
    "model.onnx": file(12),
    "saved_model/saved_model.pb": file(13),
  };
  assert.deepEqual(formatSizes({ files }), { tfjs: 11, ONNX: 12, SavedModel: 13 });
  assert.throws(
    () => formatSizes({ files: { ...files, "model.pkl": file(1) } }),
    { name: "RangeError", message: /model\.pkl/ },
  );
});

Deno.test("largestDifference() takes no number for close that is none", () => {
  assert.equal(largestDifference([1, 5], [1.5, 5]), 0.5);
  assert.ok(Number.isNaN(largestDifference([1, NaN, 5], [1, 2, 5])));
  assert.throws(() => largestDifference([1], [1, 2]), RangeError);
});
