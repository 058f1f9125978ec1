/** What is said of a digit, held against the network itself. */
import assert from "node:assert/strict";
import { pictureAt } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import type { Engine } from "../lib/engine/engine.ts";
import { openOnnx } from "../lib/engine/onnx.ts";
import { explainDigit, type Explanation } from "../lib/explain_digit.ts";
import { covered } from "../lib/image/covers.ts";
import type { GrayImage } from "../lib/image/gray_image.ts";
import { readCard } from "../lib/model/model_files.ts";
import { useBackend } from "../lib/backend/use_backend.ts";
import { correlation } from "../lib/study/explain/randomization_check.ts";
import { modelEngine } from "../lib/study/formats/tfjs_engine.ts";
import { someNetwork } from "./network/some_network.ts";

const card = await readCard("models/digits");
const mnist = await loadMnist("test");
/** Digits that the network never saw. */
const digits = Array.from({ length: 40 }, (_, i) => pictureAt(mnist, i));

/** What the shipped digit net says of one picture: probabilities of all classes. */
async function say({ data }: GrayImage): Promise<Float32Array> {
  return await engine.predict(data, 1);
}

let engine: Engine;
/** What is said of the digits. */
let explanations: Explanation[];

Deno.test.beforeAll(async () => {
  engine = await openOnnx("models/digits", card);
  explanations = [];
  for (const digit of digits) explanations.push(await explainDigit(digit, { engine, card }));
});
Deno.test.afterAll(() => engine.close());

Deno.test(
  "answer and rival are the two likeliest classes, as the network says itself",
  async () => {
    for (const [i, { answer, rival }] of explanations.entries()) {
      const said = await say(digits[i]);
      const [first, second] = [...said.keys()].sort((a, b) => said[b] - said[a]);
      assert.deepEqual([answer.name, rival.name], [card.classes[first], card.classes[second]]);
      assert.ok(Math.abs(answer.probability - said[first]) < 1e-5);
    }
  },
);

Deno.test(
  "the place that is named is the ninth without which the answer falls most",
  async () => {
    let [named, rivalled] = [0, 0];
    for (const [i, { answer, decisive }] of explanations.entries()) {
      if (!decisive) continue;
      named++;
      const label = card.classes.indexOf(answer.name);
      const { box, probability, likeliest } = decisive;
      const without = await say(covered(digits[i], box));
      assert.ok(Math.abs(without[label] - probability) < 1e-5, `digit ${i}`);
      assert.ok(without[label] <= answer.probability - 0.1, `digit ${i}`);
      assert.equal(likeliest, card.classes[without.indexOf(Math.max(...without))]);
      let least = 1;
      for (const [dx, dy] of [[-1, 0], [1, 0], [0, -1], [0, 1]]) {
        const beside = { ...box, x: box.x + dx * box.width, y: box.y + dy * box.height };
        least = Math.min(least, (await say(covered(digits[i], beside)))[label]);
      }
      if (least < probability - 0.05) rivalled++;
    }
    assert.ok(named >= 15 && named < 40, `${named} of 40`);
    // Places beside it are no ninths, but hardly ever does one of its size matter more.
    assert.ok(rivalled <= named / 10, `${rivalled} of ${named}`);
  },
);

Deno.test(
  "ink that speaks most for an answer is missed more than ink that speaks least for it",
  async () => {
    for (const [i, { answer }] of explanations.entries()) {
      const label = card.classes.indexOf(answer.name);
      const inked = inkOf(digits[i]).sort((a, b) => answer.map.data[b] - answer.map.data[a]);
      const quarter = Math.round(inked.length / 4);
      const without = async (pixels: readonly number[]) => {
        const data = digits[i].data.map((ink, k) => pixels.includes(k) ? 0 : ink);
        return (await say({ ...digits[i], data }))[label];
      };
      const [most, least] = [
        await without(inked.slice(0, quarter)),
        await without(inked.slice(-quarter)),
      ];
      assert.ok(
        most < least,
        `digit ${i}: ${most} without what speaks most, ${least} without the rest`,
      );
    }
  },
);

Deno.test(
  "maps of a network with random weights are others, and it has no reasons",
  async () => {
    await useBackend("wasm");
    const random = modelEngine(someNetwork("digit"));
    const likeness = { random: 0, rounded: 0 };
    for (const [i, { answer }] of explanations.slice(0, 10).entries()) {
      const ink = inkOf(digits[i]);
      const likenessTo = (other: Explanation) =>
        correlation(
          Float64Array.from(ink, (k) => answer.map.data[k]),
          Float64Array.from(ink, (k) => other.answer.map.data[k]),
        ) / 10;
      const chance = await explainDigit(digits[i], { engine: random, card });
      likeness.random += likenessTo(chance);
      assert.equal(chance.decisive, null);
      // As the page has a digit from the server: in bytes.
      const data = digits[i].data.map((ink) => Math.round(100 * ink) / 100);
      likeness.rounded += likenessTo(await explainDigit({ ...digits[i], data }, { engine, card }));
    }
    await random.close();
    assert.ok(likeness.random < 0.5 && likeness.rounded > 0.99, JSON.stringify(likeness));
  },
);

Deno.test("nothing is said of a picture without ink, and the classifier is asked once", async () => {
  let asked = 0;
  const engine = {
    predict(_: Float32Array, count: number) {
      asked += count;
      return Promise.resolve(Float32Array.of(0.2, 0.5, 0.3));
    },
  };
  const input = { width: 28, height: 28, data: new Float32Array(28 * 28) };
  const { answer, rival, decisive } = await explainDigit(input, {
    engine,
    card: { classes: ["a", "b", "c"] },
  });
  assert.deepEqual([answer.name, rival.name, decisive, asked], ["b", "c", null, 1]);
  for (const { map, mostFor, mostAgainst } of [answer, rival]) {
    assert.ok(map.data.every((value) => value === 0));
    assert.deepEqual([mostFor, mostAgainst], [null, null]);
  }
});

Deno.test("a digit that is far longer than wide has thirds, and they are said by row alone", async () => {
  // The more ink in the upper half, the surer.
  const engine = {
    predict: (images: Float32Array, count: number) =>
      Promise.resolve(Float32Array.from({ length: 2 * count }, (_, k) => {
        const upper = images.subarray(784 * (k >> 1), 784 * (k >> 1) + 392);
        const sure = 0.5 + 0.4 * upper.reduce((sum, ink) => sum + ink, 0) / 40;
        return k % 2 === 0 ? sure : 1 - sure;
      })),
  };
  const isInked = (i: number) => [13, 14, 15, 16].includes(i % 28) && i >= 28 * 4 && i < 28 * 24;
  const data = Float32Array.from({ length: 784 }, (_, i) => isInked(i) ? 1 : 0);
  const { answer, rival, decisive } = await explainDigit({ width: 28, height: 28, data }, {
    engine,
    card: { classes: ["1", "7"] },
  });
  assert.deepEqual(decisive?.place, "top");
  assert.deepEqual(decisive?.box, { x: 13, y: 4, width: 4, height: 7 });
  assert.ok(answer.map.data[28 * 6 + 14] > 0.05 && rival.map.data[28 * 6 + 14] < -0.05);
  assert.equal(answer.map.data[28 * 22 + 14], 0);
});

/** The pixels that are inked. */
function inkOf({ data }: GrayImage): number[] {
  return [...data.keys()].filter((i) => data[i] > 0.2);
}
