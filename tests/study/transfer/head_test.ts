/** Other heads on a network, and what is learned through them. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { createRandom } from "../../../lib/base/random.ts";
import { type Dataset, relabel, samplePerClass, subset } from "../../../lib/dataset/dataset.ts";
import { countDuplicates } from "../../../lib/dataset/duplicates.ts";
import { loadMnist } from "../../../lib/dataset/mnist.ts";
import { score } from "../../../lib/evaluation/score.ts";
import { predict } from "../../../lib/network/predict.ts";
import { compareFeatures } from "../../../lib/study/transfer/compare_features.ts";
import { foldNormalization } from "../../../lib/network/fold_normalization.ts";
import { featuresAt, headOf, withHead } from "../../../lib/study/transfer/head.ts";
import { learnMore } from "../../../lib/study/transfer/rehearsal.ts";
import { largestDifference } from "../../../lib/study/formats/compare_formats.ts";
import { transfer } from "../../../lib/study/transfer/transfer.ts";
import { someNetwork } from "../../network/some_network.ts";
import { onEachBackend } from "../../on_each_backend.ts";

const mnist = await loadMnist("test");

/** So many test digits of each of these classes, from the given one on. */
function digits(names: readonly string[], each: number, from = 0): Dataset {
  const labels = names.map((name) => mnist.classes.indexOf(name));
  const indices = labels.flatMap((label) =>
    [...mnist.labels.keys()].filter((i) => mnist.labels[i] === label).slice(from, from + each)
  );
  const chosen = subset(mnist, indices);
  return { ...chosen, labels: chosen.labels.map((label) => labels.indexOf(label)), classes: names };
}

/** A small network without normalisation, so that tests of learning take no time. */
function small(classes: number): tf.Sequential {
  const initializer = (seed: number) => tf.initializers.heNormal({ seed });
  return tf.sequential({
    layers: [
      tf.layers.conv2d({
        filters: 8,
        kernelSize: 5,
        strides: 3,
        activation: "relu",
        kernelInitializer: initializer(1),
        inputShape: [28, 28, 1],
      }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 32, activation: "relu", kernelInitializer: initializer(2) }),
      tf.layers.dense({ units: classes, kernelInitializer: initializer(3) }),
      tf.layers.activation({ activation: "softmax" }),
    ],
  });
}

onEachBackend(
  "withHead(headOf()) gives a copy that answers the same and shares nothing",
  async () => {
    const data = digits(mnist.classes, 2);
    const model = someNetwork("digit");
    const before = predict(model, data);
    const { on, ...head } = headOf(model);
    const copy = await withHead(model, on, head);
    assert.ok(largestDifference(predict(copy, data), before) < 1e-6);
    copy.dispose();
    assert.deepEqual(predict(model, data), before);
    model.dispose();
  },
);

onEachBackend(
  "withHead() on features is the linear function of what featuresAt() gives",
  async () => {
    const data = digits(mnist.classes, 2);
    const model = someNetwork("digit");
    const flatten = model.layers.find((layer) => layer.getClassName() === "Flatten")!;
    const features = featuresAt(model, flatten, data);
    const length = features.length / data.size;
    const weights = new Float32Array(length * 3);
    weights[0] = 1;
    const copy = await withHead(model, flatten, { weights, bias: Float32Array.of(0, 0.5, 0) });
    const rows = predict(copy, data);
    for (let i = 0; i < data.size; i++) {
      const exp = [features[i * length], 0.5, 0].map(Math.exp);
      const sum = exp.reduce((a, b) => a + b);
      assert.ok(
        largestDifference(rows.subarray(3 * i, 3 * i + 3), Float32Array.from(exp, (e) => e / sum)) <
          1e-5,
      );
    }
    for (const network of [copy, model]) network.dispose();
  },
);

onEachBackend("foldNormalization() changes no answer and leaves no normalisation", async () => {
  const data = digits(mnist.classes, 2);
  const model = someNetwork("digit");
  const folded = await foldNormalization(model);
  assert.ok(largestDifference(predict(folded, data), predict(model, data)) < 1e-4);
  const kinds = folded.layers.map((layer) => layer.getClassName());
  assert.ok(!kinds.includes("BatchNormalization") && !kinds.includes("Dropout"), kinds.join());
  for (const network of [folded, model]) network.dispose();
  const pooled = tf.sequential({
    layers: [
      tf.layers.maxPooling2d({ poolSize: 2, inputShape: [4, 4, 1] }),
      tf.layers.batchNormalization(),
    ],
  });
  await assert.rejects(foldNormalization(pooled), TypeError);
  pooled.dispose();
});

onEachBackend(
  "transfer() learns new classes through frozen convolutions, the same each time",
  async () => {
    const names = ["3", "5", "8"];
    const others = digits(names, 60, 100);
    const model = small(10);
    const weights = model.getWeights().map((weight) => weight.dataSync());
    const tensors = tf.memory().numTensors;
    const answers: Float32Array[] = [];
    // Three lessons of other pictures, then the first once more.
    for (const from of [0, 20, 40, 0]) {
      const learned = await transfer(model, { train: digits(names, 20, from), seed: 1 });
      answers.push(predict(learned, others));
      assert.deepEqual(learned.layers[0].getWeights()[0].dataSync(), weights[0]);
      learned.dispose();
      assert.equal(tf.memory().numTensors, tensors, "tensors left behind");
    }
    const accuracies = answers.slice(0, 3).map((rows) => score(rows, others.labels).accuracy);
    assert.ok(accuracies.reduce((a, b) => a + b) / 3 > 0.75, accuracies.join(", "));
    assert.deepEqual(answers[3], answers[0]);
    assert.deepEqual(model.getWeights().map((weight) => weight.dataSync()), weights);
    model.dispose();
  },
);

onEachBackend("compareFeatures() rises with the examples", async () => {
  const names = ["0", "1", "7"];
  const pixels = (data: Dataset) => Float32Array.from(data.images, (byte) => byte / 255);
  const [{ points: [[, one], [, twenty]] }] = await compareFeatures({ pixels }, {
    train: digits(names, 40),
    test: digits(names, 60, 100),
    counts: [1, 20],
    draws: 2,
    seed: 1,
  });
  assert.ok(one > 0.4 && one < twenty && twenty > 0.8, `${one}, ${twenty}`);
});

Deno.test("samplePerClass() takes so many of each class, and only what is there", () => {
  const memory = samplePerClass(digits(["1", "2"], 6), 4, createRandom(1));
  assert.deepEqual([...memory.labels], [0, 0, 0, 0, 1, 1, 1, 1]);
  assert.equal(countDuplicates(memory, mnist), 8);
  assert.equal(samplePerClass(digits(["1", "2"], 3), 4, createRandom(1)).size, 6);
});

onEachBackend(
  "learnMore() forgets old classes without a memory and keeps them with one",
  async () => {
    const [old, fresh] = [["0", "1"], ["4", "7"]];
    const model = await transfer(small(10), { train: digits(old, 40), seed: 1 });
    const tensors = tf.memory().numTensors;
    const lesson = { classes: old, fresh: digits(fresh, 40), epochs: 12, seed: 1 };
    const asked = [digits(old, 60, 100), digits(fresh, 60, 100)];
    const accuracies = async (memory?: Dataset) => {
      let epochs = 0;
      const learned = await learnMore(model, { ...lesson, memory, onEpoch: () => epochs++ });
      assert.equal(epochs, 12);
      const result = asked.map((part) => {
        const { labels } = relabel(part, [...old, ...fresh]);
        return score(predict(learned, part), labels).accuracy;
      });
      learned.dispose();
      return result;
    };
    const forgetful = await accuracies();
    const mindful = await accuracies(digits(old, 10, 200));
    assert.ok(forgetful[0] < 0.6 && forgetful[1] > 0.8, `without memory ${forgetful}`);
    assert.ok(mindful[0] > 0.8 && mindful[1] > 0.7, `with memory ${mindful}`);
    assert.equal(tf.memory().numTensors, tensors, "tensors left behind");
  },
);

onEachBackend("learnMore() adds only classes that the network does not know", async () => {
  const model = small(2);
  const fresh = digits(["1", "4"], 4);
  const learned = await learnMore(model, { classes: ["0", "1"], fresh, epochs: 1, seed: 1 });
  assert.deepEqual(learned.outputs[0].shape, [null, 3]);
  for (const network of [model, learned]) network.dispose();
});
