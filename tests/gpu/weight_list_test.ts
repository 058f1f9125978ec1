/** The lists of weights that trainings on a GPU begin and end with. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { digitNetwork } from "../../lib/network/digit.ts";
import { finderNetwork } from "../../lib/network/finder.ts";
import { roundKernels } from "../../lib/network/round_kernels.ts";
import { readWeightList, writeWeightList } from "../../tools/gpu/weight_list.ts";

await tf.setBackend("cpu");

const networks = {
  finder: (seed: number) => finderNetwork({ seed, width: 0.25 }),
  digit: (seed: number) => digitNetwork({ classes: 10, seed }),
};

for (const [name, build] of Object.entries(networks)) {
  Deno.test(`a ${name} that is given another one's weights answers as that one does`, () => {
    const [one, other] = [build(1), build(2)];
    writeWeightList(other, readWeightList(one));
    assert.deepEqual(readWeightList(one), readWeightList(other));
    const [height, width] = name === "finder" ? [32, 64] : [28, 28];
    const image = tf.randomUniform([1, height, width, 1], 0, 1, "float32", 3);
    const answers = [one, other].map((network) =>
      [network.predict(image)].flat().map((output) => [...output.dataSync()])
    );
    assert.deepEqual(answers[0], answers[1]);
  });

  Deno.test(`kernels of a ${name} are rounded to bfloat16, what else it has is not`, () => {
    const network = build(1);
    const numbers = readWeightList(network).map((_, i) => 1 + i % 1000 / 1000);
    writeWeightList(network, numbers);
    roundKernels(network);
    const after = readWeightList(network);
    assert.ok(after.every((weight, i) => Math.abs(weight - numbers[i]) <= numbers[i] / 256));
    const rounded = after.filter((weight, i) => weight !== numbers[i]).length;
    const sizes = (rank: (n: number) => boolean) =>
      network.layers.flatMap(({ weights }) => weights)
        .filter(({ shape }) => rank(shape.length))
        .reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]), 0);
    // One number in a hundred and twenty-five or so needs no rounding.
    assert.ok(rounded <= sizes((rank) => rank > 1));
    assert.ok(rounded > 0.9 * sizes((rank) => rank > 1));
  });

  Deno.test(`weights of another network than the ${name} are refused`, () => {
    assert.throws(() => writeWeightList(build(1), new Float32Array(7)), /7 numbers given/);
  });
}
