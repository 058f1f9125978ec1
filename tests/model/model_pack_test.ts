import assert from "node:assert/strict";
import { gunzipSync, gzipSync } from "node:zlib";
import { createRandom } from "../../lib/base/random.ts";
import { readCard } from "../../lib/model/model_files.ts";
import { readPack, writePack } from "../../lib/model/model_pack.ts";
import { packModels } from "../../lib/pack_models.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const network = { modelTopology: { name: "x" }, weightSpecs: [] };
const { classes, input, threshold, trust, training } = await readCard("models/digits");
const card = { network: "digit", classes, input, threshold, trust, training };

Deno.test("a pack holds weights to a 500,000th of each, and everything else as it was", () => {
  const random = createRandom(1);
  const weights = Float32Array.from(
    { length: 10_000 },
    () => random.normal() * 10 ** random.uniform(-20, 5),
  );
  // What rounding carries over, and what needs none.
  weights.set([2 - 2 ** -23, -1, 0, 0.15625, -(1 - 2 ** -24)]);
  const pack = readPack(writePack({ card, classifier: network, finder: network, weights }));
  assert.deepEqual(pack.card, card);
  assert.deepEqual(pack.classifier, network);
  assert.equal(pack.weights.length, weights.length);
  weights.forEach((weight, i) => {
    assert.ok(Math.abs(pack.weights[i] - weight) <= 2 ** -19 * Math.abs(weight), `${weight}`);
  });
  assert.deepEqual([...pack.weights.subarray(0, 5)], [2, -1, 0, 0.15625, -1]);
});

Deno.test("a pack compresses better than the weights themselves", async () => {
  const card = await readCard("models/digits");
  const pack = await packModels({ model: "models/digits", card });
  const { weights } = readPack(pack);
  const plain = gzipSync(new Uint8Array(weights.buffer), { level: 1 });
  const packed = gzipSync(pack, { level: 1 });
  assert.ok(gunzipSync(packed).equals(pack));
  assert.ok(packed.length < plain.length, `${packed.length} of ${plain.length}`);
});

Deno.test("a folder that holds another model by now is not packed", async () => {
  await inTemporaryFolder(async (folder) => {
    for (const { name, isFile } of Deno.readDirSync("models/digits")) {
      if (isFile) await Deno.copyFile(`models/digits/${name}`, `${folder}/${name}`);
    }
    await Deno.mkdir(`${folder}/saved_model`);
    const graph = "saved_model/saved_model.pb";
    await Deno.copyFile(`models/digits/${graph}`, `${folder}/${graph}`);
    const card = await readCard(folder);
    assert.ok((await packModels({ model: folder, card })).length > 3e6);
    const weights = await Deno.readFile(`${folder}/weights.bin`);
    weights[1000] ^= 1;
    await Deno.writeFile(`${folder}/weights.bin`, weights);
    await assert.rejects(packModels({ model: folder, card }), {
      name: "ModelError",
      message: /weights\.bin: its contents are not those/,
    });
  });
});
