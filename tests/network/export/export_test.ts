/** The formats that a network is written in, against the network itself. */
import { join } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { type Dataset, toFloats } from "../../../lib/dataset/dataset.ts";
import { openEngine } from "../../../lib/engine/open_engine.ts";
import { toOnnx } from "../../../lib/network/export/to_onnx.ts";
import { toSavedModel } from "../../../lib/network/export/to_saved_model.ts";
import { loadModel } from "../../../lib/network/model_folder.ts";
import { predict } from "../../../lib/network/predict.ts";
import { nativePresent } from "../../native_present.ts";
import { pythonWith } from "../../python_with.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";
import { largestDifference } from "../../../lib/study/formats/compare_formats.ts";
import { classes, save, someDigits, someNetwork, stir } from "../some_network.ts";
import { askPython } from "./ask_python.ts";

const TOLERANCE = 1e-5;
const outputs = ["probabilities"];

/** Every kind of layer and option that can be written and that our networks do not use. */
function oddNetwork(): tf.Sequential {
  const { conv2d, batchNormalization, maxPooling2d, flatten, dense, dropout } = tf.layers;
  return stir(
    tf.sequential({
      layers: [
        conv2d({
          filters: 6,
          kernelSize: [5, 3],
          strides: 2,
          padding: "same",
          inputShape: [28, 28, 1],
        }),
        dropout({ rate: 0.5 }),
        batchNormalization({ scale: false }),
        conv2d({ filters: 8, kernelSize: 3, dilationRate: 2, padding: "same", useBias: false }),
        batchNormalization({ center: false, epsilon: 0.1 }),
        maxPooling2d({ poolSize: 3, strides: 2, padding: "same" }),
        conv2d({ filters: 5, kernelSize: 2, activation: "relu" }),
        flatten(),
        dropout({ rate: 0.5 }),
        dense({ units: 12, useBias: false }),
        batchNormalization(),
        dense({ units: 10, activation: "softmax" }),
      ],
    }),
    7,
  );
}

/** A network, 300 digits for it, and what tfjs makes of them. */
interface Case {
  readonly kind: "digit" | "report";
  readonly model: tf.Sequential;
  readonly data: Dataset;
  readonly expected: Float32Array;
}

async function makeCase(
  kind: Case["kind"],
  make: () => tf.Sequential | Promise<tf.Sequential>,
): Promise<Case> {
  await useBackend("auto");
  const model = await make();
  const data = someDigits(kind);
  const expected = predict(model, data);
  const different = new Set(expected.map((probability) => Math.round(1e4 * probability))).size;
  assert.ok(different > 30, "a network that says the same of all pictures would test nothing");
  return { kind, model, data, expected };
}

const cases: Record<string, Case> = {
  "the digit net": await makeCase("digit", () => someNetwork("digit")),
  "the report CNN": await makeCase("report", () => someNetwork("report")),
  "a network of odd options": await makeCase("digit", oddNetwork),
  "models/digits": await makeCase("digit", async () => (await loadModel("models/digits")).model),
};

/** Fails unless `probabilities` are those of tfjs. */
function assertSame(probabilities: Float32Array, { expected }: Case, what: string): void {
  assert.equal(probabilities.length, expected.length);
  const gap = largestDifference(probabilities, expected);
  assert.ok(gap < TOLERANCE, `${what}: largest difference ${gap}`);
}

for (const [name, one] of Object.entries(cases)) {
  const { kind, model, data } = one;

  Deno.test(`toOnnx() of ${name} answers as tfjs does on 300 digits`, async () => {
    await useBackend("auto");
    await inTemporaryFolder(async (parent) => {
      const folder = join(parent, "model");
      await save(folder, model, kind);
      const { engine } = await openEngine({ model: folder });
      assertSame(await engine.predict(toFloats(data), 300), one, "model.onnx");
      await engine.close();
    });
  });

  Deno.test({
    name: `toSavedModel() of ${name} answers in tfjs-node as tfjs does on 300 digits`,
    ignore: !nativePresent,
    async fn() {
      await useBackend("native");
      const { node } = await import("@tensorflow/tfjs-node");
      await inTemporaryFolder(async (folder) => {
        for (const [path, bytes] of toSavedModel(model, { outputs })) {
          await Deno.writeFile(join(folder, path), bytes);
        }
        const saved = await node.loadSavedModel(folder, ["serve"], "serving_default");
        const x = tf.tensor4d(toFloats(data), [data.size, data.height, data.width, 1]);
        const { probabilities } = saved.predict({ image: x }) as tf.NamedTensorMap;
        assertSame(probabilities.dataSync() as Float32Array, one, "saved_model");
        saved.dispose();
        tf.dispose([x, probabilities]);
      });
    },
  });
}

const python = await pythonWith(["tensorflow", "onnx"]);

Deno.test({
  name: "toSavedModel() answers in Python's TensorFlow as tfjs does on 300 digits, " +
    "and toOnnx() passes onnx.checker",
  ignore: python === null,
  async fn() {
    await useBackend("auto");
    await inTemporaryFolder(async (parent) => {
      const questions = await Promise.all(
        Object.values(cases).map(async ({ kind, model, data }, i) => {
          const folder = join(parent, String(i));
          await save(folder, model, kind);
          return { folder, images: toFloats(data), dims: [data.size, data.height, data.width, 1] };
        }),
      );
      const answers = await askPython(python!, questions);
      for (const [i, [name, one]] of Object.entries(cases).entries()) {
        assertSame(answers[i].probabilities, one, name);
      }
    });
  },
});

Deno.test("the shipped model.onnx answers as the shipped weights do on 300 digits", async () => {
  const { engine } = await openEngine({ model: "models/digits" });
  const { data } = cases["models/digits"];
  assertSame(await engine.predict(toFloats(data), 300), cases["models/digits"], "model.onnx");
  await engine.close();
});

const { conv2d, flatten, dense, averagePooling2d, upSampling2d, batchNormalization, activation } =
  tf.layers;
const first = { inputShape: [4, 4, 1] };
const refused: [string, tf.layers.Layer[], RegExp][] = [
  [
    "a layer of another kind",
    [averagePooling2d({ ...first, poolSize: 2, name: "mean" }), flatten(), dense({ units: 10 })],
    /AveragePooling2D layer "mean"/,
  ],
  [
    "up-sampling that blends",
    [upSampling2d({ ...first, interpolation: "bilinear", name: "blend" }), flatten()],
    /UpSampling2D layer "blend".*nearest/,
  ],
  [
    "a normalisation with nothing before it to take it in",
    [batchNormalization({ ...first, name: "lone" }), flatten(), dense({ units: 10 })],
    /BatchNormalization layer "lone"/,
  ],
  [
    "a normalisation after an activation",
    [
      conv2d({ ...first, filters: 2, kernelSize: 3, activation: "relu", name: "conv" }),
      batchNormalization({ name: "late" }),
      flatten(),
      dense({ units: 10 }),
    ],
    /"late".*"conv".*put the activation behind it/,
  ],
  [
    "a normalisation along another axis than channels",
    [
      conv2d({ ...first, filters: 2, kernelSize: 3 }),
      batchNormalization({ axis: 1, name: "rows" }),
      flatten(),
      dense({ units: 10 }),
    ],
    /"rows" works along axis 1/,
  ],
  [
    "a dense layer over pictures",
    [dense({ ...first, units: 3, name: "pixels" }), flatten(), dense({ units: 10 })],
    /"pixels".*flatten/,
  ],
  [
    "channels first",
    [
      conv2d({ ...first, filters: 2, kernelSize: 1, dataFormat: "channelsFirst", name: "conv" }),
      flatten(),
      dense({ units: 10 }),
    ],
    /"conv".*channels first/,
  ],
  [
    "another activation",
    [flatten(first), dense({ units: 10 }), activation({ activation: "tanh" })],
    /"tanh"/,
  ],
];
for (const [what, layers, message] of refused) {
  Deno.test(`toOnnx() and toSavedModel() refuse ${what}, by name`, async () => {
    await useBackend("auto");
    const model = tf.sequential({ layers });
    assert.throws(() => toOnnx(model, { outputs }), message);
    assert.throws(() => toSavedModel(model, { outputs }), message);
    model.dispose();
  });
}

Deno.test("toOnnx() refuses class names that are not as many as the outputs", async () => {
  await useBackend("auto");
  const model = tf.sequential({ layers: [flatten(first), dense({ units: 12 })] });
  assert.throws(() => toOnnx(model, { outputs, classes }), /12 outputs for 10 classes/);
  model.dispose();
});
