/** The gradients that this project computes itself on wasm, against finite differences and native TensorFlow. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { createRandom } from "../../lib/base/random.ts";
import { nativePresent } from "../native_present.ts";

/** Something linear in each of its two inputs. */
interface Product {
  readonly name: string;
  readonly shapes: readonly [number[], number[]];
  readonly of: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
  /** Native TensorFlow lacks it. */
  readonly wasmOnly?: boolean;
}

function convolution(
  input: number[],
  filter: number[],
  strides: [number, number],
  pad: "same" | "valid" | number,
): Product {
  return {
    name: `conv2d ${input} by ${filter}, strides ${strides}, ${pad}`,
    shapes: [input, filter],
    of: (x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, strides, pad),
    wasmOnly: typeof pad === "number",
  };
}

function matrices(a: number[], b: number[], transposeA: boolean, transposeB: boolean): Product {
  return {
    name: `matMul ${a}${transposeA ? " transposed" : ""} by ${b}${transposeB ? " transposed" : ""}`,
    shapes: [a, b],
    of: (a, b) => tf.matMul(a, b, transposeA, transposeB),
  };
}

const products = [
  convolution([2, 6, 5, 3], [3, 3, 3, 4], [1, 1], "valid"),
  convolution([2, 6, 5, 3], [3, 3, 3, 4], [1, 1], "same"),
  convolution([3, 7, 7, 1], [5, 5, 1, 2], [1, 1], "same"),
  convolution([2, 7, 6, 2], [2, 4, 2, 3], [1, 1], "same"),
  convolution([1, 5, 5, 1], [5, 5, 1, 1], [1, 1], "valid"),
  convolution([1, 8, 8, 2], [3, 3, 2, 2], [2, 2], "valid"),
  convolution([2, 8, 7, 2], [3, 2, 2, 3], [2, 3], "same"),
  convolution([2, 9, 9, 2], [2, 2, 2, 2], [3, 3], "valid"),
  convolution([2, 6, 6, 2], [3, 3, 2, 2], [2, 2], 1),
  convolution([1, 4, 4, 1], [2, 2, 1, 1], [1, 1], 2),
  matrices([3, 5], [5, 2], false, false),
  matrices([2, 5], [5, 7], false, false),
  matrices([5, 3], [5, 2], true, false),
  matrices([5, 2], [5, 7], true, false),
  matrices([3, 5], [2, 5], false, true),
  matrices([2, 5], [7, 5], false, true),
  matrices([5, 3], [2, 5], true, true),
  matrices([5, 2], [7, 5], true, true),
  matrices([2, 3, 4], [2, 4, 5], false, false),
];

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

function numbers(shape: readonly number[], label: string): Float32Array {
  const random = createRandom(3).fork(label);
  return Float32Array.from({ length: size(shape) }, () => random.uniform(-1, 1));
}

/** The product, then the gradient for each input of the product's sum weighted with `dy`. */
function gradients({ shapes, of }: Product): Float32Array[] {
  return tf.tidy(() => {
    const [a, b] = shapes.map((shape, i) => tf.tensor(numbers(shape, `input ${i}`), shape));
    const y = of(a, b);
    const dy = tf.tensor(numbers(y.shape, "dy"), y.shape);
    return [y, ...tf.grads(of)([a, b], dy)].map((tensor) => tensor.dataSync() as Float32Array);
  });
}

/** The same gradients from differences of that sum. */
function differences({ shapes, of }: Product): Float32Array[] {
  const inputs = shapes.map((shape, i) => numbers(shape, `input ${i}`));
  const loss = () =>
    tf.tidy(() => {
      const [a, b] = shapes.map((shape, i) => tf.tensor(inputs[i].slice(), shape));
      const y = of(a, b);
      const dy = numbers(y.shape, "dy");
      // Summed in float64 here: float32 would lose what one number changes.
      return (y.dataSync() as Float32Array).reduce((sum, value, i) => sum + value * dy[i], 0);
    });
  return inputs.map((input) =>
    input.map((value, i) => {
      // The sum is linear in each number, so a central difference is exact for any step.
      input[i] = value + 0.5;
      const above = loss();
      input[i] = value - 0.5;
      const below = loss();
      input[i] = value;
      return above - below;
    })
  );
}

function assertClose(found: Float32Array, expected: Float32Array): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) < 1e-4, `number ${i}: ${value}, not ${expected[i]}`);
  });
}

for (const product of products) {
  Deno.test(`wasm: the gradients of ${product.name} are those of finite differences`, async () => {
    await useBackend("wasm");
    const before = tf.memory().numDataBuffers;
    const [, ...found] = gradients(product);
    assert.equal(tf.memory().numDataBuffers, before);
    differences(product).forEach((expected, i) => assertClose(found[i], expected));
  });

  if (product.wasmOnly) continue;
  Deno.test({
    name: `wasm: ${product.name} and its gradients are native TensorFlow's`,
    ignore: !nativePresent,
    async fn() {
      await useBackend("native");
      const expected = gradients(product);
      await useBackend("wasm");
      gradients(product).forEach((found, i) => assertClose(found, expected[i]));
    },
  });
}

Deno.test("wasm: tile repeats numbers and rows", async () => {
  await useBackend("wasm");
  const tiled = (values: number[], shape: number[], reps: number[], dtype?: "int32") =>
    tf.tidy(() => tf.tile(tf.tensor(values, shape, dtype), reps).arraySync());
  assert.deepEqual(tiled([1, 2], [1, 2], [2, 1]), [[1, 2], [1, 2]]);
  assert.deepEqual(tiled([1, 2], [2, 1], [1, 3]), [[1, 1, 1], [2, 2, 2]]);
  assert.deepEqual(tiled([1, 2], [1, 2], [2, 2]), [[1, 2, 1, 2], [1, 2, 1, 2]]);
  assert.deepEqual(tiled([1, 2], [1, 2], [2, 1], "int32"), [[1, 2], [1, 2]]);
});
