import * as tf from "@tensorflow/tfjs";

/** The numbers of a tensor; all others that `compute` makes are disposed of, and it too. */
export function numbersOf(compute: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(compute);
  // Outside tidy(), which would look for tensors in each of the numbers: seconds for millions of weights.
  const numbers = tensor.dataSync<"float32">();
  tensor.dispose();
  return numbers;
}
