/** Networks that are no plain sequence, of pictures of any size, in the formats that they are written in. */
import { fromBinary } from "@bufbuild/protobuf";
import { join } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { ModelProtoSchema } from "onnx-buf";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { createRandom } from "../../../lib/base/random.ts";
import { openSession } from "../../../lib/engine/onnx_session.ts";
import { fingerprint } from "../../../lib/model/fingerprint.ts";
import { toOnnx } from "../../../lib/network/export/to_onnx.ts";
import { toSavedModel } from "../../../lib/network/export/to_saved_model.ts";
import { nativePresent } from "../../native_present.ts";
import { pythonWith } from "../../python_with.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";
import { largestDifference } from "../../../lib/study/formats/compare_formats.ts";
import { stir } from "../some_network.ts";
import { askPython, type Question } from "./ask_python.ts";
import { pyramid } from "./pyramid.ts";

const BATCH = 3;

/** Of the largest number in an output. */
const TOLERANCE = 1e-5;

const { conv2d, maxPooling2d, batchNormalization, add, activation, flatten, dense } = tf.layers;
type Value = tf.SymbolicTensor;

/** The same weights in every run: some that are drawn by lot leave nothing of what they are shown. */
const seeded = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });

/** Steps of several pixels, which pad differently with every size. */
function strides(): tf.LayersModel {
  const layers = [
    conv2d({
      ...seeded(3),
      filters: 6,
      kernelSize: 3,
      strides: 2,
      padding: "same",
      inputShape: [null, null, 1],
    }),
    conv2d({
      ...seeded(4),
      filters: 6,
      kernelSize: 1,
      strides: 2,
      padding: "same",
      activation: "relu",
    }),
    maxPooling2d({ poolSize: 3, strides: 2, padding: "same" }),
    conv2d({ ...seeded(5), filters: 6, kernelSize: [5, 2], strides: [3, 1], padding: "same" }),
    conv2d({ ...seeded(6), filters: 6, kernelSize: 3, dilationRate: 2, padding: "same" }),
  ];
  return stir(tf.sequential({ layers }), 3);
}

/** A layer that is called twice, a value with two readers, and a sum of three, of pictures of one size. */
function shared(): tf.LayersModel {
  const image = tf.input({ shape: [8, 8, 1] });
  const conv = conv2d({
    filters: 5,
    kernelSize: 3,
    padding: "same",
    ...seeded(1),
  });
  const bright = conv.apply(image) as Value;
  const smooth = conv.apply(
    maxPooling2d({ poolSize: 3, strides: 1, padding: "same" }).apply(image),
  );
  const normal = batchNormalization().apply(smooth) as Value;
  const sum = add().apply([
    bright,
    normal,
    activation({ activation: "relu" }).apply(bright) as Value,
  ]);
  const rows = dense({
    units: 7,
    activation: "softmax",
    ...seeded(2),
  }).apply(flatten().apply(sum)) as Value;
  return stir(tf.model({ inputs: image, outputs: [rows, bright] }), 4);
}

interface Case {
  readonly model: tf.LayersModel;
  readonly outputs: readonly string[];
  /** Height and width of the pictures. */
  readonly sizes: readonly (readonly [number, number])[];
}

await useBackend("auto");
const cases: Record<string, Case> = {
  "a feature pyramid": {
    model: pyramid(),
    outputs: ["fine", "coarse"],
    sizes: [[64, 96], [32, 32]],
  },
  "long steps": { model: strides(), outputs: ["steps"], sizes: [[33, 47], [64, 30], [31, 29]] },
  "a shared layer": { model: shared(), outputs: ["rows", "pictures"], sizes: [[8, 8]] },
};

/** Random pictures, and what tfjs makes of them. */
function ask({ model, outputs }: Case, [height, width]: readonly [number, number]) {
  const dims: [number, number, number, number] = [BATCH, height, width, 1];
  const random = createRandom(height);
  const images = Float32Array.from({ length: BATCH * height * width }, () => random.uniform());
  const x = tf.tensor4d(images, dims);
  const answers = [model.predict(x)].flat();
  const expected = answers.map((answer, i) => {
    const data = answer.dataSync<"float32">();
    const different = new Set(data.map((value) => Math.round(1e4 * value))).size;
    assert.ok(different > 10, `${outputs[i]}: a constant answer would test nothing`);
    return [outputs[i], { data, dims: answer.shape }] as const;
  });
  tf.dispose([x, answers]);
  return { dims, images, expected };
}

/** Fails unless an output is that of tfjs. */
function assertSame(data: Float32Array, expected: Float32Array, what: string): void {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const gap = largestDifference(data, expected) / scale;
  assert.ok(gap < TOLERANCE, `${what}: largest difference ${gap} of ${scale}`);
}

for (const [name, one] of Object.entries(cases)) {
  const { model, outputs, sizes } = one;

  Deno.test(`toOnnx() of ${name} answers as tfjs does, in pictures of each size`, async () => {
    await useBackend("auto");
    await inTemporaryFolder(async (folder) => {
      const bytes = toOnnx(model, { outputs });
      await Deno.writeFile(join(folder, "model.onnx"), bytes);
      const session = await openSession(folder, { files: { "model.onnx": fingerprint(bytes) } });
      for (const size of sizes) {
        const { dims, images, expected } = ask(one, size);
        const answers = await session.run(images, dims);
        assert.deepEqual(Object.keys(answers), outputs);
        for (const [output, { data, dims }] of expected) {
          assert.deepEqual(answers[output].dims, dims);
          assertSame(answers[output].data, data, `${output} of ${size}`);
        }
      }
      await session.close();
    });
  });

  Deno.test({
    name: `toSavedModel() of ${name} answers in tfjs-node as tfjs does, in pictures of each size`,
    ignore: !nativePresent,
    async fn() {
      await useBackend("native");
      const { node } = await import("@tensorflow/tfjs-node");
      await inTemporaryFolder(async (folder) => {
        for (const [path, bytes] of toSavedModel(model, { outputs })) {
          await Deno.writeFile(join(folder, path), bytes);
        }
        const saved = await node.loadSavedModel(folder, ["serve"], "serving_default");
        for (const size of sizes) {
          const { dims, images, expected } = ask(one, size);
          const x = tf.tensor4d(images, dims);
          const answers = saved.predict({ image: x }) as tf.NamedTensorMap;
          for (const [output, { data, dims }] of expected) {
            assert.deepEqual(answers[output].shape, dims);
            assertSame(answers[output].dataSync<"float32">(), data, `${output} of ${size}`);
          }
          tf.dispose([x, answers]);
        }
        saved.dispose();
      });
    },
  });
}

const python = await pythonWith(["tensorflow", "onnx"]);

Deno.test({
  name: "toSavedModel() of graphs answers in Python's TensorFlow as tfjs does, " +
    "and toOnnx() passes onnx.checker",
  ignore: python === null,
  async fn() {
    await useBackend("auto");
    await inTemporaryFolder(async (parent) => {
      const asked = Object.entries(cases).flatMap(([name, one]) =>
        one.sizes.map((size) => ({ what: `${name} of ${size}`, one, ...ask(one, size) }))
      );
      const questions: Question[] = [];
      for (const [i, { one: { model, outputs }, images, dims }] of asked.entries()) {
        const folder = join(parent, String(i));
        await Deno.mkdir(join(folder, "saved_model"), { recursive: true });
        await Deno.writeFile(join(folder, "model.onnx"), toOnnx(model, { outputs }));
        for (const [path, bytes] of toSavedModel(model, { outputs })) {
          await Deno.writeFile(join(folder, "saved_model", path), bytes);
        }
        questions.push({ folder, images, dims });
      }
      const answers = await askPython(python!, questions);
      for (const [i, { what, expected }] of asked.entries()) {
        for (const [output, { data }] of expected) {
          assertSame(answers[i][output], data, `${output}, ${what}`);
        }
      }
    });
  },
});

Deno.test("toOnnx() leaves batch, height and width open, and folds all normalisations", async () => {
  await useBackend("auto");
  const { model, outputs } = cases["a feature pyramid"];
  const { graph, metadataProps } = fromBinary(ModelProtoSchema, toOnnx(model, { outputs }));
  const ends = [...graph!.input, ...graph!.output].map(({ name, type }) => {
    assert.equal(type?.value.case, "tensorType");
    return [name, ...type.value.value.shape!.dim.map(({ value }) => value.value)];
  });
  assert.deepEqual(ends, [
    ["image", "batch", "height", "width", 1n],
    ["fine", "batch", undefined, undefined, 6n],
    ["coarse", "batch", undefined, undefined, 3n],
  ]);
  assert.deepEqual(metadataProps, []);
  assert.deepEqual(
    Object.entries(Object.groupBy(graph!.node, ({ opType }) => opType))
      .map(([opType, nodes]) => `${nodes!.length} ${opType}`).sort(),
    ["1 Sigmoid", "2 Resize", "3 Add", "3 Relu", "3 Transpose", "9 Conv"],
  );
});

const image = tf.input({ shape: [4, 4, 1] });
const conv = conv2d({ filters: 2, kernelSize: 3, padding: "same" }).apply(image) as Value;
const normal = batchNormalization({ name: "beside" }).apply(conv) as Value;
const narrow = conv2d({ filters: 1, kernelSize: 1 }).apply(conv) as Value;
const refused: [string, Parameters<typeof tf.model>[0], string[], RegExp][] = [
  [
    "a normalisation of what others read too",
    { inputs: image, outputs: [normal, conv], name: "two" },
    ["normal", "conv"],
    /BatchNormalization layer "beside".*alone/,
  ],
  [
    "a sum of different shapes",
    { inputs: image, outputs: add({ name: "sum" }).apply([conv, narrow]) as Value, name: "sum" },
    ["sum"],
    /"sum" adds values of different shapes/,
  ],
  [
    "two inputs",
    {
      inputs: [image, tf.input({ shape: [4, 4, 2], name: "other" })],
      outputs: conv,
      name: "two_inputs",
    },
    ["conv"],
    /2 inputs/,
  ],
  [
    "fewer names than outputs",
    { inputs: image, outputs: [conv, narrow], name: "few" },
    ["conv"],
    /2 outputs.*"conv"/,
  ],
  [
    "one name for two outputs",
    { inputs: image, outputs: [conv, narrow], name: "same" },
    ["conv", "conv"],
    /2 outputs.*"conv", "conv"/,
  ],
];
for (const [what, graph, outputs, message] of refused) {
  Deno.test(`toOnnx() and toSavedModel() refuse ${what}`, async () => {
    await useBackend("auto");
    const model = tf.model(graph);
    assert.throws(() => toOnnx(model, { outputs }), message);
    assert.throws(() => toSavedModel(model, { outputs }), message);
  });
}
